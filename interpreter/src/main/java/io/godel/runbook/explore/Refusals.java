package io.godel.runbook.explore;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.State;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds steps that were asked for when they had acted already: the no came too late. */
final class Refusals {
  /** The names of the steps that run, by their nodes. */
  private final Map<String, String> steps = new LinkedHashMap<>();

  private final Set<String> acted = new LinkedHashSet<>();
  private final Set<String> refused = new LinkedHashSet<>();

  void hear(Notice notice, State state, List<Violation> violations) {
    if (notice instanceof Notice.StepStarted it) {
      steps.put(it.node() + "/", it.step());
    } else if (notice instanceof Notice.CallEnded it && it.outcome() instanceof Outcome.Done) {
      steps.forEach(
          (node, step) -> {
            if (it.node().startsWith(node)) {
              acted.add(step);
            }
          });
    } else if (notice instanceof Notice.ApprovalDecided it
        && !it.approved()
        && acted.contains(it.step())) {
      refused.add(it.step());
    } else if (notice instanceof Notice.RunEnded) {
      refused.stream()
          .filter(step -> state.step(step) != Notice.StepState.UNDONE)
          .forEach(step -> violations.add(new Violation(Violation.Kind.AGAINST_A_NO, step)));
    }
  }
}
