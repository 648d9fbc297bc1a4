package io.godel.runbook.explore;

import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldAlone;
import io.godel.runbook.simulation.WorldLook;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells what of the things that must never be is the run's doing: what is not so when the same
 * misfortunes come to a world in which nobody runs anything.
 *
 * <p>An invariant that the misfortunes broke may hold a while later in the run. A pod that was
 * replaced meanwhile waits until its program is started again: five minutes at most, by the
 * kubelet's back-off, and then it has to get ready. Nor is it blamed where a short outage breaks it
 * or not, depending on when the next probe comes.
 */
final class Blame {
  /** For so long after it would have been broken anyway the run is not blamed for an invariant. */
  static final Duration AFTERMATH = Duration.ofMinutes(10);

  /** What is broken for less than this is not seen. */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  /** Between two probes of a pod in the model. */
  private static final Duration PROBE_PERIOD = Duration.ofSeconds(5);

  private static final Duration STRIDE = Duration.ofMillis(500);

  private final Evaluator evaluator;
  private final Function<Duration, WorldAlone> without;

  /**
   * @param without the world as it was at its beginning; what happens to it comes so much later
   */
  Blame(Plan plan, Function<Duration, WorldAlone> without) {
    this.evaluator = new Evaluator(plan.library());
    this.without = without;
  }

  /** In the order in which they were seen. */
  Set<Violation> of(List<Watcher.Suspect> suspects) {
    WorldAlone alone = without.apply(Duration.ZERO);
    Set<Violation> found = new LinkedHashSet<>();
    suspects.stream()
        .sorted(Comparator.comparing(Watcher.Suspect::at))
        .filter(suspect -> !found.contains(suspect.violation()))
        .filter(suspect -> !isBroken(suspect, alone.at(suspect.at())))
        .filter(suspect -> !isAftermath(suspect))
        .map(Watcher.Suspect::violation)
        .forEach(found::add);
    return found;
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
    if (suspect.invariant().isEmpty()) {
      return false;
    }
    return Stream.iterate(
            Duration.ZERO, it -> it.compareTo(PROBE_PERIOD) < 0, it -> it.plus(STRIDE))
        .map(without)
        .anyMatch(alone -> isBrokenAround(suspect, alone));
  }

  private boolean isBrokenAround(Watcher.Suspect suspect, WorldAlone alone) {
    Instant first = suspect.at().minus(AFTERMATH);
    Instant last = suspect.at().plus(PROBE_PERIOD);
    return Stream.iterate(first, it -> it.isBefore(last), it -> it.plus(GLANCE))
        .anyMatch(moment -> isBroken(suspect, alone.at(moment)));
  }
}
