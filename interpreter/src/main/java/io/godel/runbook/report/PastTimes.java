package io.godel.runbook.report;

import java.time.Duration;
import java.util.List;

/**
 * How long runs took until the platform worked again.
 *
 * @param runs of each how long it took, the shortest first; not empty
 */
public record PastTimes(List<Duration> runs) {
  public PastTimes {
    runs = runs.stream().sorted().toList();
  }

  Duration least() {
    return runs.get(0);
  }

  /** Half of the runs took no longer. */
  Duration median() {
    return runs.get((runs.size() - 1) / 2);
  }

  Duration most() {
    return runs.get(runs.size() - 1);
  }
}
