package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;

/** A procedure that nothing leads to is not found by those who need it. */
final class NoOccasion extends Rule {
  NoOccasion() {
    super("L0403", Severity.WARNING, "a runbook does not say when it is needed");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Decl.Runbook tree = subject.tree();
    if (tree.items(Decl.Alert.class).isEmpty() && tree.items(Decl.Symptom.class).isEmpty()) {
      findings.add(
          at(tree.name().span(), "no alert and no symptom leads to `" + tree.name() + "`")
              .help("write `alert \"…\"` for what fires, or `symptom \"…\"` for what one sees"));
    }
  }
}
