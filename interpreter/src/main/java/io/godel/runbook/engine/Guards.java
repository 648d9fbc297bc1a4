package io.godel.runbook.engine;

import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Asks guards, and does what the author wants where one does not hold. */
final class Guards {
  /** Where the author says nothing, a guard counts for no longer than that. */
  static final Duration FRESH = Duration.ofSeconds(10);

  private Guards() {}

  /** A guard blocks: it goes on only when the condition is seen to hold. */
  static void ask(Turn turn, Frame frame, Node.Guard guard, Consumer<Turn> holds) {
    Looking.at(
        turn,
        frame,
        guard.id(),
        guard.condition(),
        (later, found) -> {
          String why = Texts.of(later, frame, guard.why());
          later.tell(new Notice.Guarded(guard.id(), why, found.truth(), found.explanation()));
          if (found.truth() == Truth.TRUE) {
            later.update(frame.step(), record -> record.holding(held(later, frame, guard, found)));
            holds.accept(later);
          } else {
            refuse(later, frame, guard.id(), guard.otherwise(), "guard not held: " + why);
          }
        });
  }

  private static StepRecord.Held held(
      Turn turn, Frame frame, Node.Guard guard, Looking.Found found) {
    String why = Texts.of(turn, frame, guard.why());
    return new StepRecord.Held(guard, frame, why, found.explanation(), turn.now, false);
  }

  static void refuse(Turn turn, Frame frame, String node, Node.Refusal refusal, String reason) {
    Failure failure;
    if (refusal instanceof Node.SkipStep) {
      failure = new Failure(Failure.Kind.SKIPPED, node, reason);
    } else if (refusal instanceof Node.UseScenario use) {
      failure = new Failure(Failure.Kind.OTHER_SCENARIO, node, use.scenario());
    } else {
      String why =
          ((Node.AbortRun) refusal)
              .why()
              .map(text -> Texts.of(turn, frame, text) + " (" + reason + ")")
              .orElse(reason);
      failure = new Failure(Failure.Kind.REFUSED, node, why);
    }
    frame.fail().accept(turn, failure);
  }

  /**
   * The guards that protect the call which comes next, once more where they are not fresh: what a
   * person, a wait or a lost process took time over may hold no longer.
   */
  static void again(Turn turn, Frame frame, Consumer<Turn> hold) {
    List<StepRecord.Held> old =
        frame.step().map(turn::step).map(StepRecord::held).orElse(List.of()).stream()
            .filter(held -> !held.spent() && isOld(turn, held))
            .toList();
    again(turn, frame, old, hold);
  }

  private static void again(
      Turn turn, Frame frame, List<StepRecord.Held> old, Consumer<Turn> hold) {
    if (old.isEmpty()) {
      hold.accept(turn);
      return;
    }
    Frame there = old.get(0).frame().onStrand(frame.strand()).failingTo(frame.fail());
    ask(
        turn,
        there,
        old.get(0).guard(),
        later -> again(later, frame, old.subList(1, old.size()), hold));
  }

  private static boolean isOld(Turn turn, StepRecord.Held held) {
    Duration age = Execution.since(turn, held.at());
    return held.at().isBefore(turn.facts().resumed())
        || age.compareTo(held.guard().fresh().orElse(FRESH)) > 0;
  }
}
