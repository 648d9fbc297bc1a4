package io.godel.runbook.engine;

import io.godel.runbook.plan.Plan;
import java.util.List;
import java.util.Optional;

/** Interprets a plan: from a state and an input to the next state and what is to be done. */
public final class Engine {
  private Engine() {}

  /**
   * @param commands to be carried out in order, each kept by the journal before
   */
  public record Stepped(State state, List<Command> commands) {
    public Stepped {
      commands = List.copyOf(commands);
    }
  }

  public static State initial(Plan plan) {
    return State.initial(plan);
  }

  /** Pure: the same state and input always give the same. An ended run does not change any more. */
  public static Stepped step(State state, Input input) {
    if (state.ending.isPresent() && !isAfterwards(state, input)) {
      return new Stepped(state, List.of());
    }
    Turn turn = new Turn(state, input.at().isBefore(state.now) ? state.now : input.at());
    take(turn, input);
    turn.settle();
    standStill(turn);
    return new Stepped(turn.freeze(), turn.commands());
  }

  /** An interrupted run can be resumed and aborted. */
  private static boolean isAfterwards(State state, Input input) {
    boolean interrupted =
        state.ending.filter(end -> end.kind() == Ending.Kind.INTERRUPTED).isPresent();
    return interrupted && (input instanceof Input.Resumed || input instanceof Input.Aborted);
  }

  private static void take(Turn turn, Input input) {
    if (input instanceof Input.Started it) {
      Course.start(turn, it);
    } else if (input instanceof Input.Answered it) {
      deliver(turn, it.call(), input);
    } else if (input instanceof Input.Woken it) {
      deliver(turn, it.timer(), input);
    } else if (input instanceof Input.Decided it) {
      deliver(turn, it.request(), input);
    } else if (input instanceof Input.Acknowledged it) {
      deliver(turn, it.request(), input);
    } else if (input instanceof Input.Chosen it) {
      deliver(turn, it.request(), input);
    } else if (input instanceof Input.Interrupted it) {
      interrupt(turn, it);
    } else if (input instanceof Input.Aborted it) {
      Course.abort(turn, it);
    } else if (input instanceof Input.Resumed it) {
      resume(turn, it);
    }
  }

  /** What nobody waits for any more is dropped: it came too late. */
  private static void deliver(Turn turn, String key, Input input) {
    Optional<Waiting> waiting = turn.lookUp(key);
    if (waiting.isEmpty()) {
      return;
    }
    if (!turn.facts().interrupted()) {
      turn.take(key);
      turn.later(then -> waiting.get().then().accept(then, input));
    } else if (turn.endsActingCall(key)) {
      // What follows waits for the resume.
      turn.take(key);
      turn.later(then -> waiting.get().then().accept(then, input));
      turn.takeOther(key);
    }
  }

  private static void interrupt(Turn turn, Input.Interrupted interrupted) {
    if (!turn.facts().interrupted()) {
      turn.tell(new Notice.RunInterrupted(turn.plan.runbook(), interrupted.by()));
      turn.facts(facts -> facts.interrupted(true));
    }
  }

  /** An interrupted run ends when no acting call is under way any more. */
  private static void standStill(Turn turn) {
    boolean acting = turn.waiting().values().stream().anyMatch(Waiting::isActing);
    if (turn.facts().interrupted() && !acting && turn.freeze().ending.isEmpty()) {
      turn.end(new Ending(Ending.Kind.INTERRUPTED, "it can be resumed"));
    }
  }

  private static void resume(Turn turn, Input.Resumed resumed) {
    turn.tell(new Notice.RunResumed(turn.plan.runbook(), resumed.by()));
    turn.goOn();
    turn.facts(facts -> facts.interrupted(false));
    turn.facts(facts -> facts.guardsAreOld(true));
    turn.release();
    turn.askAgain();
  }
}
