package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.util.Optional;

/** What stands in a step has no more time than the step. */
final class StepEndsFirst extends Rule {
  StepEndsFirst() {
    super("L0208", Severity.WARNING, "the timeout of a step ends something in it before its time");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .steps()
        .filter(work -> work.step().policy().timeout().isPresent())
        .forEach(work -> check(work, subject, findings));
  }

  private void check(Outline.Work work, Subject subject, Findings findings) {
    Duration limit = work.step().policy().timeout().orElseThrow();
    for (Moment moment : work.course()) {
      Optional<Duration> needed = needed(moment, subject);
      if (needed.filter(it -> it.compareTo(limit) > 0).isPresent()) {
        findings.add(
            at(
                    moment.place(),
                    "this may take %s, and its step ends after %s"
                        .formatted(ValueText.duration(needed.get()), ValueText.duration(limit)))
                .label(work.step().name().span(), "by the timeout of this step")
                .help("give the step more time than all that stands in it"));
      }
    }
  }

  private static Optional<Duration> needed(Moment moment, Subject subject) {
    if (moment.call().isPresent()) {
      return moment.call().get().policy().retry().map(StepEndsFirst::pauses);
    }
    return within(moment.statement())
        .flatMap(subject.runbook().facts()::find)
        .flatMap(subject.known()::value)
        .filter(Value.Time.class::isInstance)
        .map(time -> ((Value.Time) time).value());
  }

  private static Optional<Expr> within(Stmt statement) {
    if (statement instanceof Stmt.Verify it) {
      return Optional.of(it.within());
    } else if (statement instanceof Stmt.Await it) {
      return Optional.of(it.within());
    } else if (statement instanceof Stmt.Approve it) {
      return Optional.of(it.within());
    }
    return statement instanceof Stmt.Manual it ? Optional.of(it.within()) : Optional.empty();
  }

  /** All pauses together, when each try fails; they double up to the longest. */
  private static Duration pauses(Stmt.Retry retry) {
    Duration whole = Duration.ZERO;
    Duration pause = retry.first();
    for (int i = 0; i < retry.times(); i++) {
      if (pause.compareTo(retry.last()) >= 0) {
        return whole.plus(retry.last().multipliedBy(retry.times() - i));
      }
      whole = whole.plus(pause);
      pause = pause.multipliedBy(2);
    }
    return whole;
  }
}
