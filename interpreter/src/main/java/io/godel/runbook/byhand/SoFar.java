package io.godel.runbook.byhand;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.value.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run has come to, by the nodes of its plan.
 *
 * @param seen what was looked at: after the run has acted it may not be there to be looked at again
 * @param done the acting calls that took effect and were not taken back
 * @param inDoubt the acting calls of which nobody knows whether they took effect
 */
public record SoFar(Map<String, Value> seen, Set<String> done, Set<String> inDoubt) {
  /** Of a runbook that does not run. */
  public static final SoFar NOTHING = new SoFar(Map.of(), Set.of(), Set.of());

  public SoFar {
    seen = Map.copyOf(seen);
    done = Set.copyOf(done);
    inDoubt = Set.copyOf(inDoubt);
  }

  /**
   * @param story what the run has told, in order
   */
  public static SoFar of(List<Notice> story) {
    Map<String, Value> seen = new LinkedHashMap<>();
    Set<String> done = new HashSet<>();
    Set<String> inDoubt = new HashSet<>();
    for (Notice notice : story) {
      if (notice instanceof Notice.Observed it) {
        // What a step saw first is what its undo goes back to.
        seen.putIfAbsent(it.node(), it.value());
      } else if (notice instanceof Notice.CallStarted it) {
        inDoubt.add(it.node());
      } else if (notice instanceof Notice.CallEnded it
          && !(it.outcome() instanceof Outcome.Unknown)) {
        inDoubt.remove(it.node());
        if (it.outcome() instanceof Outcome.Done) {
          done.add(it.node());
        }
      } else if (notice instanceof Notice.DoubtResolved it && it.tookEffect() != Truth.UNKNOWN) {
        inDoubt.remove(it.node());
        if (it.tookEffect() == Truth.TRUE) {
          done.add(it.node());
        }
      } else if (notice instanceof Notice.StepEnded it && it.state() == Notice.StepState.UNDONE) {
        done.removeIf(act -> act.startsWith(it.node() + "/"));
      }
    }
    return new SoFar(seen, done, inDoubt);
  }
}
