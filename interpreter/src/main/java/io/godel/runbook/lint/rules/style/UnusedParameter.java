package io.godel.runbook.lint.rules.style;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.lint.Uses;
import io.godel.runbook.syntax.Decl;

/** Who sets a parameter expects that something changes by it. */
final class UnusedParameter extends Rule {
  UnusedParameter() {
    super("L0602", Severity.WARNING, "a parameter is used nowhere");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Uses uses = Uses.of(subject.runbook());
    for (Decl.Param param : subject.tree().items(Decl.Param.class)) {
      subject
          .runbook()
          .facts()
          .findVariable(param)
          .filter(variable -> !uses.has(variable))
          .ifPresent(
              variable ->
                  findings.add(
                      at(param.name().span(), "to set `" + param.name() + "` changes nothing")
                          .help("use it where its value is written out, or take it out")));
    }
  }
}
