package io.godel.runbook.engine;

import io.godel.runbook.eval.Explanation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import java.util.List;
import java.util.function.Consumer;

/** Asks guards, and does what the author wants where one does not hold. */
final class Guards {
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
            later.update(
                frame.step(),
                record ->
                    record.holding(new StepRecord.Held(why, seen(found.explanation()), later.now)));
            holds.accept(later);
          } else {
            refuse(later, frame, guard.id(), guard.otherwise(), "guard not held: " + why);
          }
        });
  }

  private static String seen(Explanation explanation) {
    List<String> parts =
        explanation.parts().stream().map(part -> part.text() + " is " + part.value()).toList();
    return String.join(", ", parts);
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
   * The guards of a step once more, right before it acts: what a person or a wait took time over
   * may hold no longer.
   */
  static void again(Turn turn, Frame frame, List<Node.Guard> guards, Consumer<Turn> hold) {
    if (guards.isEmpty()) {
      hold.accept(turn);
      return;
    }
    ask(
        turn,
        frame,
        guards.get(0),
        later -> again(later, frame, guards.subList(1, guards.size()), hold));
  }
}
