package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;

/** Pods that start before their settings are patched run on with the old ones. */
final class RestartBeforePatch extends Rule {
  RestartBeforePatch() {
    super("L0306", Severity.ERROR, "a workload restarts before its settings are patched");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      response.course().stream()
          .filter(Restarts::patches)
          .filter(it -> response.course().stream().noneMatch(other -> Restarts.follows(other, it)))
          .forEach(
              patch ->
                  Restarts.before(response.course(), patch)
                      .ifPresent(restart -> add(restart, patch, findings)));
    }
  }

  private void add(Moment restart, Moment patch, Findings findings) {
    findings.add(
        at(restart.span(), "the pods start with the old settings")
            .label(patch.span(), "these are patched only here")
            .help("restart behind the patch"));
  }
}
