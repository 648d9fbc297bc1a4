package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;

/** Finds secrets inside of types, and keeps them out of what people or other systems see. */
final class Secrets {
  private Secrets() {}

  static boolean inside(Type type) {
    return Types.any(type, Type.SecretOf.class::isInstance);
  }

  /**
   * @param message what would become of it, one sentence
   */
  static Diagnostic shown(Span span, Type type, String message) {
    return Diagnostic.error(Code.SECRET_SHOWN, span, message)
        .here("this is " + Types.a(type))
        .help("hand the secret itself to what accepts a Secret");
  }

  /** What is handed to whoever is called to help is shown to them. */
  static void demandNone(Term term, Findings findings) {
    if (inside(term.type())) {
      findings.add(shown(term.span(), term.type(), "whoever is called would be shown a secret"));
    }
  }
}
