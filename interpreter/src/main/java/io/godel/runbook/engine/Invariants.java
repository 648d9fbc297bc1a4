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
    new Check(frame.with(turn.facts().settings()), false, then, broken).next(turn, 0);
  }

  /** Looks although the strand is cancelled: an effect is not over before that. */
  static void checkInAnyCase(
      Turn turn, Frame frame, Consumer<Turn> then, BiConsumer<Turn, Failure> broken) {
    new Check(frame.with(turn.facts().settings()), true, then, broken).next(turn, 0);
  }

  private record Check(
      Frame frame, boolean detached, Consumer<Turn> then, BiConsumer<Turn, Failure> broken) {

    void next(Turn turn, int index) {
      if (index == turn.plan.invariants().size()) {
        if (detached) {
          turn.laterInAnyCase(frame.strand(), then);
        } else {
          turn.later(frame.strand(), then);
        }
        return;
      }
      Plan.Invariant invariant = turn.plan.invariants().get(index);
      BiConsumer<Turn, Looking.Found> found = (later, it) -> found(later, index, invariant, it);
      if (detached) {
        Looking.detached(turn, frame, invariant.id(), invariant.condition(), found);
      } else {
        Looking.at(turn, frame, invariant.id(), invariant.condition(), found);
      }
    }

    private void found(Turn turn, int index, Plan.Invariant invariant, Looking.Found found) {
      String what = Texts.of(turn, frame, invariant.what());
      turn.tell(
          new Notice.InvariantChecked(invariant.id(), what, found.truth(), found.explanation()));
      if (found.truth() == Truth.FALSE) {
        turn.facts(facts -> facts.with(Facts.Flag.INVARIANT_BROKEN));
        String reason = "an invariant is broken: " + what;
        broken.accept(turn, new Failure(Failure.Kind.INVARIANT, invariant.id(), reason));
      } else {
        next(turn, index + 1);
      }
    }
  }
}
