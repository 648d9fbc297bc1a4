package io.godel.runbook.explore;

import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldAlone;
import io.godel.runbook.simulation.WorldLook;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells what of the things that must never be is the run's doing: what is not so when the same
 * misfortunes come to a world in which nobody runs anything.
 *
 * <p>An invariant that the misfortunes broke may hold a while later in the run. A pod that was
 * replaced meanwhile waits until its program is started again: five minutes at most, by the
 * kubelet's back-off, and then it has to get ready.
 */
final class Blame {
  /** For so long after it would have been broken anyway the run is not blamed for an invariant. */
  static final Duration AFTERMATH = Duration.ofMinutes(10);

  private final Evaluator evaluator;
  private final List<Watcher.Suspect> suspects;

  /** When it was last seen without the run. */
  private final Map<Violation, Instant> alone = new HashMap<>();

  Blame(Plan plan, List<Watcher.Suspect> suspects) {
    this.evaluator = new Evaluator(plan.library());
    this.suspects = suspects.stream().sorted(Comparator.comparing(Watcher.Suspect::at)).toList();
  }

  /**
   * @param without the world at its beginning
   * @param happened the misfortunes, in order
   * @return in the order in which they were seen
   */
  Set<Violation> ofTheRun(WorldAlone without, List<Simulation.Happened> happened) {
    Set<Violation> found = new LinkedHashSet<>();
    int come = 0;
    for (Watcher.Suspect suspect : suspects) {
      for (; come < happened.size() && !happened.get(come).at().isAfter(suspect.at()); come++) {
        rightBefore(happened.get(come).at(), without);
      }
      if (!isBroken(suspect, without.at(suspect.at())) && !isAftermath(suspect)) {
        found.add(suspect.violation());
      }
    }
    return found;
  }

  /** A misfortune can be one that mends: what another has done is seen before it. */
  private void rightBefore(Instant moment, WorldAlone without) {
    Instant before = moment.minusNanos(1);
    World world = without.at(before);
    for (Watcher.Suspect suspect : suspects) {
      if (!suspect.at().isBefore(moment) && isBroken(suspect, world)) {
        alone.put(suspect.violation(), before);
      }
    }
  }

  private boolean isBroken(Watcher.Suspect suspect, World world) {
    return suspect
        .invariant()
        .map(it -> new WorldLook(world, evaluator).truth(it.condition(), suspect.settings()))
        .map(truth -> truth == Truth.FALSE)
        .orElseGet(() -> world.postgres().writers().size() > 1);
  }

  /** Two servers that take writes are the run's doing as soon as they would not be without it. */
  private boolean isAftermath(Watcher.Suspect suspect) {
    Instant last = alone.get(suspect.violation());
    return suspect.invariant().isPresent()
        && last != null
        && !suspect.at().isAfter(last.plus(AFTERMATH));
  }
}
