package io.godel.runbook.engine;

import io.godel.runbook.backend.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of one call in a scripted world.
 *
 * @param asUsual whether the world does what it is told, and says so
 * @param takesEffect whether the world changes, whatever the caller hears of it
 * @param outcome what the caller hears; none for silence
 * @param after how long the answer takes; the effect comes at the very start
 */
record Behaviour(boolean asUsual, boolean takesEffect, Optional<Outcome> outcome, Duration after) {
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
        false, false, Optional.of(new Outcome.NotDone(code, "it was " + code, retriable)), USUAL);
  }

  static Behaviour lostAfterTheEffect() {
    return new Behaviour(false, true, Optional.of(new Outcome.Unknown("connection lost")), USUAL);
  }

  static Behaviour lostBeforeTheEffect() {
    return new Behaviour(false, false, Optional.of(new Outcome.Unknown("connection lost")), USUAL);
  }

  static Behaviour silentAfterTheEffect() {
    return new Behaviour(false, true, Optional.empty(), USUAL);
  }

  static Behaviour silentBeforeTheEffect() {
    return new Behaviour(false, false, Optional.empty(), USUAL);
  }

  /** As usual, but it takes that long. */
  static Behaviour slow(Duration after) {
    return new Behaviour(true, true, Optional.empty(), after);
  }

  static Behaviour usual() {
    return slow(USUAL);
  }
}
