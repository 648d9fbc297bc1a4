package io.godel.runbook.engine;

import io.godel.runbook.plan.Plan;
import java.time.Duration;
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
    boolean counts =
        state.ending.isEmpty()
            || state.ending.get().kind() == Ending.Kind.INTERRUPTED
                && input instanceof Input.Resumed;
    if (!counts) {
      return new Stepped(state, List.of());
    }
    Turn turn = new Turn(state, input.at().isBefore(state.now) ? state.now : input.at());
    take(turn, input, Duration.between(state.now, turn.now));
    turn.settle();
    standStill(turn);
    return new Stepped(turn.freeze(), turn.commands());
  }

  private static void take(Turn turn, Input input, Duration since) {
    boolean started = !turn.facts().run().isEmpty();
    if (input instanceof Input.Started it && !started) {
      Course.start(turn, it);
    } else if (!started) {
      notStarted(turn, input);
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
      abort(turn, it);
    } else if (input instanceof Input.Resumed it) {
      resume(turn, it, since);
    }
  }

  /** Whoever does not want it to go on before it has begun has what they want. */
  private static void notStarted(Turn turn, Input input) {
    boolean ends =
        input instanceof Input.Aborted
            || input instanceof Input.Interrupted
            || input instanceof Input.Resumed;
    if (ends) {
      turn.end(new Ending(Ending.Kind.WORLD_AS_BEFORE, "ended before it had begun"));
    }
  }

  /** What nobody waits for any more is dropped: it came too late. */
  private static void deliver(Turn turn, String key, Input input) {
    Optional<Waiting> known = turn.lookUp(key).filter(waiting -> waiting.takes(input));
    if (known.isEmpty()) {
      return;
    }
    Waiting waiting = known.get();
    if (turn.is(Facts.Flag.INTERRUPTED)) {
      // Only what became of acting calls is heard; the rest is asked for anew after the resume.
      if (turn.endsActingCall(key)) {
        turn.take(key);
        waiting.then().accept(turn, input);
      }
      return;
    }
    turn.take(key);
    turn.later(waiting, then -> waiting.then().accept(then, input));
  }

  private static void interrupt(Turn turn, Input.Interrupted interrupted) {
    if (!turn.is(Facts.Flag.INTERRUPTED)) {
      turn.tell(new Notice.RunInterrupted(turn.plan.runbook(), interrupted.by()));
      turn.facts(facts -> facts.with(Facts.Flag.INTERRUPTED));
    }
  }

  /** An interrupted run ends when no acting call is under way any more. */
  private static void standStill(Turn turn) {
    if (turn.is(Facts.Flag.INTERRUPTED)
        && !turn.hasEnded()
        && turn.waiting().values().stream().noneMatch(Waiting::isActing)) {
      turn.end(new Ending(Ending.Kind.INTERRUPTED, "it can be resumed"));
    }
  }

  /** What an interrupted run did not listen to any more is asked for again. */
  private static void abort(Turn turn, Input.Aborted aborted) {
    boolean deaf = turn.is(Facts.Flag.INTERRUPTED);
    turn.facts(facts -> facts.without(Facts.Flag.INTERRUPTED));
    Course.abort(turn, aborted.by(), aborted.reason());
    if (deaf) {
      new AskingAgain(Duration.ZERO, Optional.empty()).all(turn);
    }
  }

  private static void resume(Turn turn, Input.Resumed resumed, Duration gap) {
    turn.tell(new Notice.RunResumed(turn.plan.runbook(), resumed.by()));
    turn.goOn();
    turn.facts(facts -> facts.without(Facts.Flag.INTERRUPTED).resumedAt(turn.now, gap));
    if (resumed.abort().isPresent()) {
      Course.abort(turn, resumed.by(), resumed.abort().get());
    } else {
      turn.strands().release();
    }
    new AskingAgain(gap, Optional.of(resumed.started())).all(turn);
  }
}
