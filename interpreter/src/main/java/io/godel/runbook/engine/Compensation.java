package io.godel.runbook.engine;

import io.godel.runbook.plan.Node;
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
    back(turn, turn.acted().size() - 1, then);
  }

  private static void back(Turn turn, int index, Consumer<Turn> then) {
    if (index < 0) {
      then.accept(turn);
      return;
    }
    String instance = turn.acted().get(index);
    StepRecord record = turn.step(instance);
    if (record.step().undo() instanceof Node.Irreversible barrier) {
      turn.tell(
          new Notice.BarrierPassed(
              record.step().id(),
              record.step().name(),
              Texts.of(turn, frame(turn).with(record.env()), barrier.because())));
      then.accept(turn);
    } else if (record.handled()) {
      turn.later(next -> back(next, index - 1, then));
    } else if (record.step().undo() instanceof Node.Compensate undo) {
      undo(turn, instance, undo, index, then);
    } else {
      keep(turn, instance);
      turn.later(next -> back(next, index - 1, then));
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
      Turn turn, String instance, Node.Compensate undo, int index, Consumer<Turn> then) {
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
                later.facts(State.Facts::whileInDoubt);
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
          later.later(next -> back(next, index - 1, then));
        });
  }

  private static void ended(Turn turn, String instance, Notice.StepState state, String reason) {
    StepRecord record = turn.step(instance);
    turn.put(instance, record.in(state));
    turn.tell(new Notice.StepEnded(record.step().id(), record.step().name(), state, reason));
  }
}
