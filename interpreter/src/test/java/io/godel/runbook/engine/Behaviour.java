package io.godel.runbook.engine;

import io.godel.runbook.backend.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of one call in a scripted world.
 *
 * @param takesEffect whether the world changes, whatever the caller hears of it
 * @param outcome what the caller hears; none for silence
 * @param after how long the answer takes; the effect comes at the very start
 */
record Behaviour(boolean takesEffect, Optional<Outcome> outcome, Duration after) {
  private static final Duration USUAL = Duration.ofMillis(50);

  /** The other side did not want it. */
  static Behaviour refused() {
    return notDone("refused", false);
  }

  /** No connection could be made: it may work a little later. */
  static Behaviour unreachable() {
    return notDone("unreachable", true);
  }

  private static Behaviour notDone(String code, boolean retriable) {
    return new Behaviour(
        false, Optional.of(new Outcome.NotDone(code, "it was " + code, retriable)), USUAL);
  }

  static Behaviour lostAfterTheEffect() {
    return new Behaviour(true, Optional.of(new Outcome.Unknown("connection lost")), USUAL);
  }

  static Behaviour lostBeforeTheEffect() {
    return new Behaviour(false, Optional.of(new Outcome.Unknown("connection lost")), USUAL);
  }

  static Behaviour silentAfterTheEffect() {
    return new Behaviour(true, Optional.empty(), USUAL);
  }

  static Behaviour silentBeforeTheEffect() {
    return new Behaviour(false, Optional.empty(), USUAL);
  }

  /** As usual, but it takes that long. */
  static Behaviour slow(Duration after) {
    return new Behaviour(true, Optional.empty(), after);
  }

  static Behaviour usual() {
    return slow(USUAL);
  }

  /** Whether the caller hears what the world makes of it. */
  boolean answersAsUsual() {
    return this.equals(usual()) || outcome.isEmpty() && after.compareTo(USUAL) != 0;
  }
}
