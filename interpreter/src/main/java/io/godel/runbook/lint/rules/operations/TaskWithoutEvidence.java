package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;

/** Of a task that is only ticked off nobody knows later what was found. */
final class TaskWithoutEvidence extends Rule {
  TaskWithoutEvidence() {
    super("L0406", Severity.WARNING, "a task for a person asks for no evidence");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .statements(Stmt.Manual.class)
        .filter(task -> task.answers().isEmpty())
        .forEach(
            task ->
                findings.add(
                    at(task.task().span(), "nothing shows later that this was done")
                        .help("ask for what one sees then: `evidence NAME: Bool \"…?\"`")));
  }
}
