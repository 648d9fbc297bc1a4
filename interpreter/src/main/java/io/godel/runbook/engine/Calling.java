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
import io.godel.runbook.value.ValueText;
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
    if (turn.facts().guardsAreOld() && !isUndo(frame)) {
      turn.facts(facts -> facts.guardsAreOld(false));
      Guards.again(turn, frame, guards(turn, frame), later -> evaluated(later, frame, act, next));
    } else {
      evaluated(turn, frame, act, next);
    }
  }

  private static boolean isUndo(Frame frame) {
    return Turn.within(frame.strand(), Compensation.STRAND);
  }

  /** Those of the step that has not acted yet; once it acts, it has to come to its end. */
  private static List<Node.Guard> guards(Turn turn, Frame frame) {
    return frame
        .step()
        .map(turn::step)
        .filter(record -> !record.acted())
        .map(
            record ->
                record.step().body().stream()
                    .filter(Node.Guard.class::isInstance)
                    .map(Node.Guard.class::cast)
                    .toList())
        .orElse(List.of());
  }

  private static void evaluated(Turn turn, Frame frame, Node.Act act, Next next) {
    Looking.all(
        turn,
        frame,
        act.id(),
        act.arguments(),
        (later, values) -> new Calling(frame, act, values, next).check(later),
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

  private void fail(Turn turn, Failure.Kind kind, String reason) {
    frame.fail().accept(turn, new Failure(kind, act.id(), reason));
  }

  private void check(Turn turn) {
    Optional<String> refusal = deadEvidence(turn).or(() -> beyondLimit(turn));
    if (refusal.isPresent()) {
      fail(turn, Failure.Kind.REFUSED, refusal.get());
    } else {
      attempt(turn, 1);
    }
  }

  private Optional<String> deadEvidence(Turn turn) {
    for (Action.Parameter parameter : act.action().parameters()) {
      if (arguments.get(parameter.name()) instanceof Value.Evidence evidence) {
        Optional<String> killer = turn.killer(evidence);
        if (killer.isPresent()) {
          turn.tell(new Notice.EvidenceDied(act.id(), evidence, killer.get() + " changed it"));
          return Optional.of(
              "%s needs a live %s, and %s has changed what it speaks of"
                  .formatted(act.action(), evidence.name(), killer.get()));
        }
        Duration age = Execution.since(turn, evidence.at());
        if (parameter.fresh().filter(limit -> age.compareTo(limit) > 0).isPresent()) {
          String limit = ValueText.duration(parameter.fresh().get());
          turn.tell(new Notice.EvidenceDied(act.id(), evidence, "it is older than " + limit));
          return Optional.of(
              "%s needs a %s that is at most %s old, and this one is %s old"
                  .formatted(act.action(), evidence.name(), limit, ValueText.duration(age)));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> beyondLimit(Turn turn) {
    if (act.action().affects().isEmpty() || frame.step().isEmpty() || isUndo(frame)) {
      return Optional.empty();
    }
    Action.Affected affected = act.action().affects().get();
    long amount = integer(turn, affected.amount(), parameters);
    StepRecord record = turn.step(frame.step().get());
    long sum = record.affected().getOrDefault(affected.unit(), 0L) + amount;
    for (Node.Limit limit : record.step().limits()) {
      if (limit.unit().equals(affected.unit())) {
        long most = integer(turn, limit.amount(), frame.env());
        if (sum > most) {
          return Optional.of(
              "the step may hit %d %s at most, and with %s it would be %d"
                  .formatted(most, limit.unit(), act.action(), sum));
        }
      }
    }
    turn.update(frame.step(), it -> it.hitting(affected.unit(), amount));
    return Optional.empty();
  }

  private static long integer(Turn turn, Term term, Env env) {
    Evaluation value = turn.evaluator.evaluate(term, env, turn.now, List.of());
    if (value instanceof Evaluation.Ready ready && ready.value() instanceof Value.Int number) {
      return number.value();
    }
    throw new AssertionError(term.span() + " is no number that is known: " + value);
  }

  private void attempt(Turn turn, int number) {
    Duration timeout = act.policy().timeout().orElse(act.action().timeout());
    String id = turn.id(frame.instance(act.id()));
    Call call = new Call(id, act.action().qualifiedName(), arguments, true, timeout);
    Instant started = turn.now;
    turn.takeOff(id, frame.strand());
    turn.kill(targets(turn), act.action().qualifiedName());
    turn.tell(
        new Notice.CallStarted(
            act.id(), id, act.action().qualifiedName(), CallText.of(call), number));
    turn.call(
        frame.strand(),
        false,
        call,
        (later, outcome) -> {
          later.tell(
              new Notice.CallEnded(
                  act.id(),
                  id,
                  act.action().qualifiedName(),
                  outcome,
                  Execution.since(later, started)));
          if (outcome instanceof Outcome.Done done) {
            tookEffect(later, call, Optional.of(done.result()));
          } else if (outcome instanceof Outcome.NotDone notDone) {
            notDone(later, call, number, notDone);
          } else {
            new Doubts(frame, act, parameters, started).decide(later, call, this::resolved, number);
          }
        });
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
        turn.facts(State.Facts::whileInDoubt);
        if (!turn.land(call.id())) {
          fail(
              turn, Failure.Kind.IN_DOUBT, "nobody knows whether " + act.action() + " took effect");
        }
      }
    }
  }

  private void tookEffect(Turn turn, Call call, Optional<Value> result) {
    barrier(turn);
    turn.effectBegan(frame.step());
    turn.kill(targets(turn), act.action().qualifiedName());
    if (turn.land(call.id())) {
      return;
    }
    Env env = frame.env();
    if (act.result().isPresent()) {
      if (result.isEmpty()) {
        fail(
            turn,
            Failure.Kind.FAILED,
            act.action() + " took effect, and what it gave back was lost");
        return;
      }
      env = env.with(act.result().get(), result.get());
    }
    Env known = env;
    Invariants.check(
        turn, frame, later -> next.go(later, known), (later, failure) -> broken(later, failure));
  }

  /** In an undo a broken invariant is told and kept in mind; the undo has to go on. */
  private void broken(Turn turn, Failure failure) {
    if (isUndo(frame)) {
      next.go(turn, frame.env());
    } else {
      frame.fail().accept(turn, failure);
    }
  }

  /** The first effect of a step that has no way back. */
  private void barrier(Turn turn) {
    if (frame.step().isPresent()
        && !isUndo(frame)
        && !turn.step(frame.step().get()).acted()
        && turn.step(frame.step().get()).step().undo() instanceof Node.Irreversible barrier) {
      Node.Step step = turn.step(frame.step().get()).step();
      turn.tell(
          new Notice.BarrierPassed(
              step.id(), step.name(), Texts.of(turn, frame, barrier.because())));
    }
  }

  private void notDone(Turn turn, Call call, int number, Outcome.NotDone outcome) {
    if (turn.land(call.id())) {
      return;
    }
    int retries = act.policy().retry().map(Node.Retry::times).orElse(0);
    if (outcome.retriable() && number <= retries) {
      Duration pause = Backoff.pause(act.policy().retry().orElseThrow(), number);
      turn.tell(new Notice.RetryPlanned(act.id(), number + 1, pause, outcome.reason()));
      turn.wake(
          frame.strand(),
          false,
          turn.id(frame.instance(act.id())),
          turn.now.plus(pause),
          later -> attempt(later, number + 1));
    } else {
      fail(turn, Failure.Kind.FAILED, act.action() + ": " + outcome.reason());
    }
  }
}
