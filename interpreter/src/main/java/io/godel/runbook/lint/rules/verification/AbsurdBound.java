package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import java.time.Duration;

/** Nobody waits a day for a verification, and nothing changes ten times a second. */
final class AbsurdBound extends Rule {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  AbsurdBound() {
    super(
        "L0204",
        Severity.WARNING,
        "a wait is longer than an incident, or asks more often than an answer takes");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Polls.of(subject)
        .forEach(
            poll -> {
              if (poll.within().filter(it -> it.compareTo(LONGEST) > 0).isPresent()) {
                findings.add(
                    at(poll.withinSpan(), "this waits longer than a day")
                        .help("decide when a person has to look, and wait until then"));
              }
              if (poll.every().filter(it -> it.compareTo(SHORTEST) < 0).isPresent()) {
                findings.add(
                    at(poll.everySpan(), "this asks more than once a second")
                        .help("what is asked is busy enough: `every 2s`"));
              }
            });
  }
}
