package io.godel.runbook.explore;

import io.godel.runbook.backend.Call;
import io.godel.runbook.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What lies between an acting call and the next one where that is a moment and nothing but looks:
 * if none of them sees a difference, what befalls the world before them and what befalls it after
 * them is one thing, in the sense of partial-order reduction, and only the latter is tried.
 *
 * @param looks those in between, with what they were answered
 * @param act the next acting call
 */
record Lull(List<Simulation.Called> looks, Call act) {
  /** No longer than this: so much later the same things go on in the world. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  Lull {
    looks = List.copyOf(looks);
  }

  /**
   * @param calls of a run
   * @param from the first look after an acting call
   */
  static Optional<Lull> of(List<Simulation.Called> calls, int from) {
    int to = from;
    while (to < calls.size() && !calls.get(to).call().acts()) {
      to++;
    }
    boolean isMoment =
        to < calls.size() && !calls.get(to).at().isAfter(calls.get(from).at().plus(MOMENT));
    return isMoment
        ? Optional.of(new Lull(calls.subList(from, to), calls.get(to).call()))
        : Optional.empty();
  }

  /** Whether a run has come to the act of it. */
  boolean isOver(List<Simulation.Called> calls) {
    return !calls.isEmpty() && calls.get(calls.size() - 1).call().id().equals(act.id());
  }

  /**
   * @param calls of a run that has come to the act of it
   */
  boolean isTheSame(List<Simulation.Called> calls) {
    int last = calls.size() - 1;
    return last >= looks.size()
        && calls.get(last).call().equals(act)
        && calls.subList(last - looks.size(), last).equals(looks);
  }
}
