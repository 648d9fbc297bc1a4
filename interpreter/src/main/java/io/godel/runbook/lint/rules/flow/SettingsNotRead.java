package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import java.util.List;

/**
 * Variables that come from a ConfigMap are read when a container starts, and never again
 * (Kubernetes, <i>ConfigMaps: mounted ConfigMaps are updated automatically</i>).
 */
final class SettingsNotRead extends Rule {
  SettingsNotRead() {
    super("L0305", Severity.WARNING, "settings are patched, and nothing that reads them restarts");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment patch : response.course()) {
        if (Restarts.patches(patch)
            && response.course().stream().noneMatch(it -> Restarts.follows(it, patch))
            && Restarts.before(response.course(), patch).isEmpty()) {
          add(patch, findings);
        }
      }
      response.steps().forEach(step -> undo(step, findings));
    }
  }

  /** Pods that were restarted to read what was patched have to read what is put back, too. */
  private void undo(Outline.Work step, Findings findings) {
    List<Moment> undo = step.undo();
    if (step.course().stream().anyMatch(Restarts::restarts)) {
      undo.stream()
          .filter(Restarts::patches)
          .filter(patch -> undo.stream().noneMatch(it -> Restarts.follows(it, patch)))
          .findFirst()
          .ifPresent(patch -> add(patch, findings));
    }
  }

  private void add(Moment patch, Findings findings) {
    findings.add(
        at(patch.span(), "no pod reads these settings: nothing restarts behind this")
            .help("restart what reads them, `do k8s.rollout_restart(…)`, and verify the rollout"));
  }
}
