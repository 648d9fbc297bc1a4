package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds everything in a runbook that asks again and again. */
final class Polls {
  private Polls() {}

  /** Those of the runbook's own text, each once. */
  static Stream<Poll> of(Subject subject) {
    return subject.statements().flatMap(it -> poll(it, subject).stream());
  }

  private static Optional<Poll> poll(Stmt statement, Subject subject) {
    if (statement instanceof Stmt.Verify it) {
      return Optional.of(poll(it.within(), it.every(), subject));
    }
    return statement instanceof Stmt.Await it
        ? Optional.of(poll(it.within(), it.every(), subject))
        : Optional.empty();
  }

  private static Poll poll(Expr within, Expr every, Subject subject) {
    return new Poll(time(within, subject), within.span(), time(every, subject), every.span());
  }

  private static Optional<Duration> time(Expr expr, Subject subject) {
    Optional<Value> value = subject.known().value(subject.runbook().facts().find(expr));
    return value.orElse(null) instanceof Value.Time it ? Optional.of(it.value()) : Optional.empty();
  }
}
