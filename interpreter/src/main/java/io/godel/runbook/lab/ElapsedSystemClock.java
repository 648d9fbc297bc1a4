package io.godel.runbook.lab;

import java.time.Duration;

/** How long it is running; a clock that is set does not change that. */
final class ElapsedSystemClock {
  private final long begin = System.nanoTime();

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
