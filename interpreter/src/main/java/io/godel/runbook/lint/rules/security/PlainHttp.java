package io.godel.runbook.lint.rules.security;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Said;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
import java.util.Optional;

/** Between here and a host outside, everybody on the way reads along, and may change the answer. */
final class PlainHttp extends Rule {
  PlainHttp() {
    super("L0503", Severity.WARNING, "a host outside is asked without encryption");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Term term : Said.of(subject)) {
      address(term)
          .flatMap(Hosts::outside)
          .ifPresent(
              host ->
                  findings.add(
                      at(term.span(), "everybody on the way to `" + host + "` reads along")
                          .help("write `https://…`")));
    }
  }

  /** An address, or the beginning of one that is put together. */
  private static Optional<String> address(Term term) {
    Term text = term instanceof Term.Converted it ? it.value() : term;
    if (term.type() != Type.Primitive.URL) {
      return Optional.empty();
    } else if (text instanceof Term.Chars it) {
      return Optional.of(it.value());
    }
    return text instanceof Term.TextOf it
            && it.pieces().size() > 1
            && it.pieces().get(0) instanceof Term.Chars first
        ? Optional.of(first.value())
        : Optional.empty();
  }
}
