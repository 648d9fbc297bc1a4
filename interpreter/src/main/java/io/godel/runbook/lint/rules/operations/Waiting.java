package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.util.Optional;

/** How long people are waited for. */
final class Waiting {
  private Waiting() {}

  /** Empty where nobody is waited for, or nobody knows how long before the run. */
  static Optional<Duration> forPeople(Moment moment, Subject subject) {
    if (moment.statement() instanceof Stmt.Approve it) {
      return known(it.within(), subject);
    }
    return moment.statement() instanceof Stmt.Manual it
        ? known(it.within(), subject)
        : Optional.empty();
  }

  private static Optional<Duration> known(Expr within, Subject subject) {
    return subject
        .known()
        .value(subject.runbook().facts().find(within))
        .filter(Value.Time.class::isInstance)
        .map(value -> ((Value.Time) value).value());
  }

  static String shown(Duration duration) {
    return ValueText.duration(duration);
  }
}
