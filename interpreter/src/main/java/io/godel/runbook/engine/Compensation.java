package io.godel.runbook.engine;

import io.godel.runbook.plan.Node;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes back what a run did: exactly the steps whose effects began, the last one first, up to the
 * point of no return.
 *
 * <p>It runs on a strand of its own, so that nothing that ends the run ends it too.
 */
final class Compensation {
  static final String STRAND = "undo";

  private Compensation() {}

  static Frame frame(Turn turn) {
    return new Frame(STRAND, "", Optional.empty(), turn.facts().settings(), (later, failure) -> {});
  }

  static void run(Turn turn, Consumer<Turn> then) {
    if (turn.acted().isEmpty()) {
      then.accept(turn);
      return;
    }
    turn.tell(new Notice.PhaseStarted(turn.plan.runbook(), Notice.Phase.COMPENSATION));
    int barrier = barrier(turn);
    List<String> last =
        turn.acted().subList(barrier + 1, turn.acted().size()).stream()
            .sorted(Comparator.comparing(instance -> turn.step(instance).completed()))
            .toList();
    back(turn, last, last.size() - 1, later -> stop(later, barrier, then));
  }

  /** The last step to have acted that has no way back; -1 for none. */
  private static int barrier(Turn turn) {
    for (int i = turn.acted().size() - 1; i >= 0; i--) {
      if (turn.step(turn.acted().get(i)).step().undo() instanceof Node.Irreversible) {
        return i;
      }
    }
    return -1;
  }

  private static void stop(Turn turn, int barrier, Consumer<Turn> then) {
    if (barrier >= 0) {
      StepRecord record = turn.step(turn.acted().get(barrier));
      Node.Irreversible point = (Node.Irreversible) record.step().undo();
      String because = Texts.of(turn, frame(turn).with(record.env()), point.because());
      turn.tell(new Notice.BarrierPassed(record.step().id(), record.step().name(), because));
    }
    then.accept(turn);
  }

  /** From the one that was completed last to the first; one that was not completed is later. */
  private static void back(Turn turn, List<String> steps, int index, Consumer<Turn> then) {
    if (index < 0) {
      then.accept(turn);
      return;
    }
    String instance = steps.get(index);
    StepRecord record = turn.step(instance);
    Consumer<Turn> before = later -> back(later, steps, index - 1, then);
    if (record.handled()) {
      turn.later(STRAND, before);
    } else if (record.step().undo() instanceof Node.Compensate undo) {
      undo(turn, instance, undo, before, then);
    } else {
      keep(turn, instance);
      turn.later(STRAND, before);
    }
  }

  private static void keep(Turn turn, String instance) {
    StepRecord record = turn.step(instance);
    String because =
        record.step().undo() instanceof Node.Keep keep
            ? Texts.of(turn, frame(turn).with(record.env()), keep.because())
            : "";
    turn.put(instance, record.in(Notice.StepState.KEPT));
    turn.tell(
        new Notice.StepEnded(
            record.step().id(), record.step().name(), Notice.StepState.KEPT, because));
  }

  private static void undo(
      Turn turn,
      String instance,
      Node.Compensate undo,
      Consumer<Turn> before,
      Consumer<Turn> then) {
    StepRecord record = turn.step(instance);
    Node.Step step = record.step();
    turn.tell(new Notice.UndoStarted(step.id(), step.name()));
    String suffix = instance.substring(step.id().length());
    Frame inside =
        new Frame(
            STRAND + "/" + instance,
            suffix,
            Optional.of(instance),
            record.env(),
            (later, failure) -> {
              ended(later, instance, Notice.StepState.UNDO_FAILED, failure.reason());
              if (failure.kind() == Failure.Kind.IN_DOUBT) {
                later.facts(facts -> facts.with(Facts.Flag.IN_DOUBT));
              }
              // What came before may rest on this one: to take it back now could do harm.
              then.accept(later);
            });
    List<Node> body = undo.body();
    Execution.sequence(
        turn,
        body,
        inside,
        (later, env) -> {
          ended(later, instance, Notice.StepState.UNDONE, "");
          later.later(STRAND, before);
        });
  }

  private static void ended(Turn turn, String instance, Notice.StepState state, String reason) {
    StepRecord record = turn.step(instance);
    turn.put(instance, record.in(state));
    turn.tell(new Notice.StepEnded(record.step().id(), record.step().name(), state, reason));
  }
}
