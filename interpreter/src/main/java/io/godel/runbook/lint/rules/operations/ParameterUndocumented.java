package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;

/** The operator who sets it sees its name, its type and its doc comment, and nothing else. */
final class ParameterUndocumented extends Rule {
  ParameterUndocumented() {
    super("L0409", Severity.NOTE, "a parameter has no doc comment");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Decl.Param param : subject.tree().items(Decl.Param.class)) {
      if (param.doc().filter(doc -> !doc.text().isBlank()).isEmpty()) {
        findings.add(
            at(param.name().span(), "nothing says what `" + param.name() + "` is for")
                .help("write `/// …` before it: the operator reads it"));
      }
    }
  }
}
