package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import java.time.Duration;

/** What was shown with the question on one day is not what is there on the next. */
final class QuestionOpenTooLong extends Rule {
  private static final Duration LONGEST = Duration.ofHours(24);

  QuestionOpenTooLong() {
    super("L0411", Severity.WARNING, "a question stays open for more than a day");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .everything()
        .filter(moment -> moment.statement() instanceof Stmt.Approve)
        .filter(
            moment ->
                Waiting.forPeople(moment, subject)
                    .filter(it -> it.compareTo(LONGEST) > 0)
                    .isPresent())
        .forEach(moment -> add(moment, findings));
  }

  private void add(Moment moment, Findings findings) {
    findings.add(
        at(moment.span(), "this may be answered when the platform is another one")
            .help("give people less than a day, and begin anew where nobody has answered"));
  }
}
