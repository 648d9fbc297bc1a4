package io.godel.runbook.engine;

import io.godel.runbook.eval.Truth;
import io.godel.runbook.types.Term;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Looks at a condition again and again until it holds or the time is over.
 *
 * @param begun the run's age when the first look was taken
 */
record Polling(
    Frame frame,
    String node,
    String what,
    Term condition,
    Duration begun,
    Duration within,
    Duration every) {

  /** The shortest pause, so that a condition is never asked without end in one moment. */
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);

  void look(Turn turn, int number, Consumer<Turn> held, BiConsumer<Turn, Looking.Found> never) {
    Looking.at(
        turn,
        frame,
        node,
        condition,
        (later, found) -> {
          later.tell(new Notice.Polled(node, number, found.truth(), found.explanation()));
          Duration pause = every.compareTo(PAUSE_MIN) < 0 ? PAUSE_MIN : every;
          if (found.truth() == Truth.TRUE) {
            ended(later, found);
            held.accept(later);
          } else if (later.age().plus(pause).compareTo(begun.plus(within)) > 0) {
            ended(later, found);
            never.accept(later, found);
          } else {
            later.wake(
                frame.strand(),
                false,
                later.id(frame.instance(node)),
                later.now.plus(pause),
                then -> look(then, number + 1, held, never));
          }
        });
  }

  private void ended(Turn turn, Looking.Found found) {
    turn.tell(
        new Notice.PollEnded(
            node, what, found.truth(), turn.age().minus(begun), found.explanation()));
  }
}
