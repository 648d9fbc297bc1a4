package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;

/** With a pause as long as the wait there is one look at the start and one at the end. */
final class AskedOnce extends Rule {
  AskedOnce() {
    super("L0205", Severity.WARNING, "a wait has time for a single look");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Polls.of(subject)
        .filter(poll -> poll.within().isPresent() && poll.every().isPresent())
        .filter(poll -> poll.every().get().multipliedBy(2).compareTo(poll.within().get()) > 0)
        .forEach(
            poll ->
                findings.add(
                    at(poll.everySpan(), "the pause leaves no time for a second look")
                        .label(poll.withinSpan(), "this is the whole wait")
                        .help("ask at least a few times: a tenth of the wait is a good pause")));
  }
}
