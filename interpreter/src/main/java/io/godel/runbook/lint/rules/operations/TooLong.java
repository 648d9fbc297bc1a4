package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.types.TypedRunbook;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How long a run can take is known before it begins, and a severity says how long it may. */
final class TooLong extends Rule {
  TooLong() {
    super("L0407", Severity.WARNING, "a runbook can take longer than its severity allows");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Decl.SeverityOf severity : subject.tree().items(Decl.SeverityOf.class)) {
      Optional<Duration> longest =
          Optional.ofNullable(subject.settings().longest().get(severity.level().text()));
      Optional<Duration> bound =
          longest.isEmpty() ? Optional.empty() : subject.runbook().typed().flatMap(TooLong::bound);
      if (bound.isPresent() && bound.get().compareTo(longest.get()) > 0) {
        findings.add(
            at(
                    severity.span(),
                    "a run can take %s, and `%s` allows %s"
                        .formatted(
                            Waiting.shown(bound.get()),
                            severity.level(),
                            Waiting.shown(longest.get())))
                .help("`runbook plan` shows what takes so long; shorten what is waited for"));
      }
    }
  }

  /** With the defaults of its parameters; one without a default leaves it open. */
  private static Optional<Duration> bound(TypedRunbook runbook) {
    Arguments arguments = Arguments.read(runbook, Map.of());
    return arguments.problems().isEmpty()
        ? Optional.of(Planner.bound(runbook, arguments))
        : Optional.empty();
  }
}
