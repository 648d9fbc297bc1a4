package io.godel.runbook.lint.rules.security;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;

/** Between here and a host outside, everybody on the way reads along, and may change the answer. */
final class PlainHttp extends Rule {
  PlainHttp() {
    super("L0503", Severity.WARNING, "a host outside is asked without encryption");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Term.Converted term : subject.said().terms(Term.Converted.class)) {
      if (term.type() == Type.Primitive.URL && term.value() instanceof Term.Chars address) {
        Hosts.outside(address.value()).ifPresent(host -> add(term.span(), host, findings));
      }
    }
  }

  private void add(Span span, String host, Findings findings) {
    findings.add(
        at(span, "everybody on the way to `" + host + "` reads along").help("write `https://…`"));
  }
}
