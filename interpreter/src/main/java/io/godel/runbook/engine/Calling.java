package io.godel.runbook.engine;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.eval.Constants;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out an acting call: its evidence, its limit, its tries, and what became of it. */
final class Calling {
  private final Frame frame;
  private final Node.Act act;
  private final Map<String, Value> arguments;
  private final Env parameters;
  private final Next next;

  private Calling(Frame frame, Node.Act act, List<Value> values, Next next) {
    this.frame = frame;
    this.act = act;
    this.next = next;
    this.arguments = new LinkedHashMap<>();
    Env env = Env.EMPTY;
    for (int i = 0; i < values.size(); i++) {
      Action.Parameter parameter = act.action().parameters().get(i);
      Value value = Constants.converted(values.get(i), parameter.type());
      arguments.put(parameter.name(), value);
      env = env.with(parameter.variable(), value);
    }
    this.parameters = env;
  }

  static void go(Turn turn, Frame frame, Node.Act act, Next next) {
    Looking.all(
        turn,
        frame,
        act.id(),
        act.arguments(),
        (later, values) -> new Calling(frame, act, values, next).ready(later, 1),
        (later, failed) ->
            frame
                .fail()
                .accept(
                    later,
                    new Failure(
                        Failure.Kind.FAILED,
                        act.id(),
                        act.action() + " was not called: " + failed.reason())));
  }

  private boolean isUndo() {
    return Strands.within(frame.strand(), Compensation.STRAND);
  }

  /** Asks everything that has to hold right before the call. */
  private void ready(Turn turn, int number) {
    Optional<StepRecord.Effect> before = before(turn);
    if (before.isPresent()) {
      followed(turn, before.get().result());
    } else if (isUndo()) {
      check(turn, number);
    } else {
      Guards.again(turn, frame, later -> check(later, number));
    }
  }

  /** What must not be done twice is not, when the step is tried again: it took effect already. */
  private Optional<StepRecord.Effect> before(Turn turn) {
    return act.action().idempotent() || isUndo()
        ? Optional.empty()
        : frame.step().flatMap(step -> turn.step(step).effect(instance(), arguments));
  }

  private String instance() {
    return frame.instance(act.id());
  }

  private void fail(Turn turn, Failure.Kind kind, String reason) {
    frame.fail().accept(turn, new Failure(kind, act.id(), reason));
  }

  private void check(Turn turn, int number) {
    Optional<String> refusal =
        Evidences.refuse(turn, act, arguments)
            .or(() -> Limits.refuse(turn, frame, act, parameters));
    if (refusal.isPresent()) {
      fail(turn, Failure.Kind.REFUSED, refusal.get());
    } else {
      attempt(turn, number);
    }
  }

  private void attempt(Turn turn, int number) {
    Duration timeout = act.policy().timeout().orElse(act.action().timeout());
    String id = turn.id(instance());
    Call call = new Call(id, act.action().qualifiedName(), arguments, true, timeout);
    Instant started = turn.now;
    turn.strands().takeOff(id, frame.strand());
    turn.kill(targets(turn), act.action().qualifiedName(), id);
    turn.tell(
        new Notice.CallStarted(
            act.id(), id, call.action(), call.arguments(), CallText.of(call), number));
    turn.call(
        frame.strand(),
        false,
        call,
        (later, outcome) -> answered(later, call, number, started, outcome),
        (later, loss) -> lost(later, call, number, started, loss));
  }

  private void answered(Turn turn, Call call, int number, Instant started, Outcome outcome) {
    ended(turn, call, started, outcome);
    if (outcome instanceof Outcome.Done done) {
      tookEffect(turn, call, Optional.of(done.result()));
    } else if (outcome instanceof Outcome.NotDone notDone) {
      notDone(turn, call, number, notDone);
    } else {
      new Doubts(frame, act, parameters, started).decide(turn, call, this::resolved, number);
    }
  }

  private void ended(Turn turn, Call call, Instant started, Outcome outcome) {
    turn.tell(
        new Notice.CallEnded(
            act.id(),
            call.id(),
            act.action().qualifiedName(),
            outcome,
            Execution.since(turn, started)));
  }

  /**
   * The process was gone before it heard of the call. That is no failure of the call: where it had
   * no effect, it is made as if it had not been begun.
   */
  private void lost(Turn turn, Call call, int number, Instant started, Waiting.Loss loss) {
    if (loss == Waiting.Loss.NEVER_BEGAN) {
      anew(turn, call, number);
      return;
    }
    ended(turn, call, started, new Outcome.Unknown("the program was gone before the answer came"));
    Doubts.Resolved resolved =
        (later, it, truth, tries) -> {
          if (truth == Truth.FALSE) {
            anew(later, it, tries);
          } else {
            resolved(later, it, truth, tries);
          }
        };
    new Doubts(frame, act, parameters, started).decide(turn, call, resolved, number);
  }

  private void anew(Turn turn, Call call, int number) {
    turn.revive(call.id());
    if (!turn.strands().land(call.id())) {
      ready(turn, number);
    }
  }

  private List<Value> targets(Turn turn) {
    List<Value> targets = new ArrayList<>();
    for (Term target : act.action().touches()) {
      Evaluation value = turn.evaluator.evaluate(target, parameters, turn.now, List.of());
      if (value instanceof Evaluation.Ready ready) {
        targets.add(ready.value());
      }
    }
    return targets;
  }

  /** What was found out about a call whose answer did not come. */
  private void resolved(Turn turn, Call call, Truth truth, int number) {
    switch (truth) {
      case TRUE -> tookEffect(turn, call, Optional.empty());
      case FALSE ->
          notDone(
              turn,
              call,
              number,
              new Outcome.NotDone("no_effect", "the call did not take effect", true));
      case UNKNOWN -> {
        // It may have acted: the step is one whose effect may have begun.
        turn.effectBegan(frame.step());
        turn.facts(facts -> facts.with(Facts.Flag.IN_DOUBT));
        if (!turn.strands().land(call.id())) {
          fail(
              turn, Failure.Kind.IN_DOUBT, "nobody knows whether " + act.action() + " took effect");
        }
      }
    }
  }

  private void tookEffect(Turn turn, Call call, Optional<Value> result) {
    barrier(turn);
    turn.effectBegan(frame.step());
    turn.update(
        frame.step(), record -> record.doing(new StepRecord.Effect(instance(), arguments, result)));
    turn.kill(targets(turn), act.action().qualifiedName(), call.id());
    Invariants.checkInAnyCase(
        turn,
        frame,
        later -> landed(later, call, result, Optional.empty()),
        (later, broken) -> landed(later, call, result, Optional.of(broken)));
  }

  /** In an undo a broken invariant is told and kept in mind; the undo has to go on. */
  private void landed(Turn turn, Call call, Optional<Value> result, Optional<Failure> broken) {
    if (turn.strands().land(call.id())) {
      return;
    }
    if (broken.isPresent() && !isUndo()) {
      frame.fail().accept(turn, broken.get());
    } else {
      followed(turn, result);
    }
  }

  private void followed(Turn turn, Optional<Value> result) {
    if (act.result().isEmpty()) {
      next.go(turn, frame.env());
    } else if (result.isPresent()) {
      next.go(turn, frame.env().with(act.result().get(), result.get()));
    } else {
      String lost = act.action() + " took effect, and what it gave back was lost";
      fail(turn, Failure.Kind.FAILED, lost);
    }
  }

  /** The first effect of a step that has no way back. */
  private void barrier(Turn turn) {
    if (frame.step().isPresent()
        && !isUndo()
        && !turn.step(frame.step().get()).acted()
        && turn.step(frame.step().get()).step().undo() instanceof Node.Irreversible barrier) {
      Node.Step step = turn.step(frame.step().get()).step();
      turn.tell(
          new Notice.BarrierPassed(
              step.id(), step.name(), Texts.of(turn, frame, barrier.because())));
    }
  }

  private void notDone(Turn turn, Call call, int number, Outcome.NotDone outcome) {
    turn.revive(call.id());
    if (turn.strands().land(call.id())) {
      return;
    }
    int retries = act.policy().retry().map(Node.Retry::times).orElse(0);
    if (outcome.retriable() && number <= retries) {
      Duration pause = Backoff.pause(act.policy().retry().orElseThrow(), number);
      turn.tell(new Notice.RetryPlanned(act.id(), number + 1, pause, outcome.reason()));
      turn.wake(
          frame.strand(),
          false,
          turn.id(instance()),
          turn.now.plus(pause),
          later -> ready(later, number + 1));
    } else {
      fail(turn, Failure.Kind.FAILED, act.action() + ": " + outcome.reason());
    }
  }
}
