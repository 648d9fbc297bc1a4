package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Duration;

/** How long a container that ended has to wait before it is started again. */
final class BackOff {
  /** After such a run a crash counts as the first again. */
  static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration MAX = Duration.ofMinutes(5);

  private BackOff() {}

  /**
   * None after the first crash, then 10s, 20s, 40s, … up to 5m.
   *
   * @param crashes how many there were, from 1
   */
  static Duration before(int crashes) {
    Duration pause = crashes < 2 ? Duration.ZERO : FIRST;
    for (int i = 2; i < crashes && pause.compareTo(MAX) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(MAX) > 0 ? MAX : pause;
  }
}
