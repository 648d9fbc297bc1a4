package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;

/** Finds evidences inside of types, and refuses those that nobody has checked. */
final class Evidences {
  private Evidences() {}

  static boolean inside(Type type) {
    return Types.any(type, Type.EvidenceOf.class::isInstance);
  }

  /**
   * An evidence cannot come from outside.
   *
   * @param from where the value would come from, for the message
   * @return whether it would be forged
   */
  static boolean refuse(Type type, Span span, String from, Findings findings) {
    if (!inside(type)) {
      return false;
    }
    findings.add(
        Diagnostic.error(Code.EVIDENCE_FORGED, span, "an evidence cannot come from " + from)
            .here("this is " + Types.a(type))
            .help("only a passed check makes one, in the run that needs it"));
    return true;
  }

  /** Only an evidence is handed on from step to step. */
  static void demand(Term term, Findings findings) {
    if (term.type() != Type.Primitive.UNKNOWN && !(term.type() instanceof Type.EvidenceOf)) {
      findings.add(
          Diagnostic.error(
                  Code.EVIDENCE_NOT_YIELDED,
                  term.span(),
                  "`yield` hands on an evidence, and this is none")
              .here("this is " + Types.a(term.type()))
              .help("look anew with `let` in the step that needs it"));
    }
  }
}
