package io.godel.runbook.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Asks once more for all that a run waits for, where the driver does not wait for it any more.
 *
 * @param gap how long nobody waited; no patience ends because of that
 * @param started the acting calls that a process carried out which is gone; none where the process
 *     is still there, and with it its acting calls
 */
record AskingAgain(Duration gap, Optional<Set<String>> started) {

  void all(Turn turn) {
    turn.waiting().forEach((key, known) -> one(turn, key, known));
  }

  private void one(Turn turn, String key, Waiting known) {
    boolean alive = started.isEmpty() && turn.endsActingCall(key);
    if (alive || turn.lookUp(key).isEmpty()) {
      return;
    }
    if (known.gone().isPresent()) {
      lost(turn, key, known);
    } else if (known.command() instanceof Command.Wake wake) {
      Command later = new Command.Wake(key, wake.at().plus(gap));
      turn.issue(
          key,
          new Waiting(known.strand(), later, known.detached(), known.then(), Optional.empty()));
    } else {
      turn.issue(key, known);
    }
  }

  private void lost(Turn turn, String key, Waiting known) {
    turn.takeCall(key);
    Waiting.Loss loss =
        started.filter(calls -> calls.contains(key)).isPresent()
            ? Waiting.Loss.NOT_ANSWERED
            : Waiting.Loss.NEVER_BEGAN;
    turn.later(known, then -> known.gone().orElseThrow().accept(then, loss));
  }
}
