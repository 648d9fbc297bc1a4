package io.godel.runbook.engine;

import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Plan;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Looks whether everything holds that has to hold in every state of a run. */
final class Invariants {
  private Invariants() {}

  /** What cannot be seen is told and breaks nothing; what does not hold breaks. */
  static void check(Turn turn, Frame frame, Consumer<Turn> then, BiConsumer<Turn, Failure> broken) {
    check(turn, frame.with(turn.facts().settings()), 0, then, broken);
  }

  private static void check(
      Turn turn, Frame frame, int index, Consumer<Turn> then, BiConsumer<Turn, Failure> broken) {
    if (index == turn.plan.invariants().size()) {
      turn.later(then);
      return;
    }
    Plan.Invariant invariant = turn.plan.invariants().get(index);
    Looking.at(
        turn,
        frame,
        invariant.id(),
        invariant.condition(),
        (next, found) -> {
          String what = Texts.of(next, frame, invariant.what());
          next.tell(
              new Notice.InvariantChecked(
                  invariant.id(), what, found.truth(), found.explanation()));
          if (found.truth() == Truth.FALSE) {
            next.facts(facts -> facts.invariantBroken(true));
            broken.accept(
                next,
                new Failure(
                    Failure.Kind.INVARIANT, invariant.id(), "an invariant is broken: " + what));
          } else {
            check(next, frame, index + 1, then, broken);
          }
        });
  }
}
