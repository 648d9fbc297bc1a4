package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Explanation;
import io.godel.runbook.plan.Node;
import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a step that has begun.
 *
 * @param acted whether an effect of it began
 * @param handled whether its {@code on failure} block took the place of its undo
 * @param completed the place of its end among the ends of all steps, {@link #NOT_COMPLETED} before
 * @param env what its names stand for by now, for its undo
 * @param effects the calls of it that took effect
 * @param hits how much of what it has hit
 * @param held the guards that held, for the person who is asked and to be asked again
 */
record StepRecord(
    Node.Step step,
    Notice.StepState state,
    boolean acted,
    boolean handled,
    long completed,
    Env env,
    List<Effect> effects,
    List<Hit> hits,
    List<Held> held) {
  static final long NOT_COMPLETED = Long.MAX_VALUE;

  /** A call that took effect; without a result when its answer was lost. */
  record Effect(String act, Map<String, Value> arguments, Optional<Value> result) {}

  /** What a call hit; the same one once more, in a further try, hits nothing more. */
  record Hit(String unit, String act, List<Env.Bound> arguments, long amount) {
    private boolean isOf(Hit other) {
      return unit.equals(other.unit) && act.equals(other.act) && arguments.equals(other.arguments);
    }
  }

  /**
   * A guard that held.
   *
   * @param frame where it stands
   * @param seen what its parts were
   * @param spent whether the step has acted since: then it has done its work
   */
  record Held(
      Node.Guard guard, Frame frame, String what, Explanation seen, Instant at, boolean spent) {
    private boolean isOf(Held other) {
      return frame.instance(guard.id()).equals(other.frame.instance(other.guard.id()));
    }

    private Held done() {
      return new Held(guard, frame, what, seen, at, true);
    }
  }

  StepRecord {
    effects = List.copyOf(effects);
    hits = List.copyOf(hits);
    held = List.copyOf(held);
  }

  static StepRecord begun(Node.Step step, Env env) {
    return new StepRecord(
        step,
        Notice.StepState.RUNNING,
        false,
        false,
        NOT_COMPLETED,
        env,
        List.of(),
        List.of(),
        List.of());
  }

  /** Tried once more: its guards are asked anew; what its undo needs is kept if it has acted. */
  StepRecord again(Env start) {
    return new StepRecord(
        step,
        Notice.StepState.RUNNING,
        acted,
        handled,
        completed,
        acted ? env : start,
        effects,
        hits,
        List.of());
  }

  StepRecord in(Notice.StepState other) {
    return new StepRecord(step, other, acted, handled, completed, env, effects, hits, held);
  }

  StepRecord doneAs(long place) {
    return new StepRecord(
        step, Notice.StepState.DONE, acted, handled, place, env, effects, hits, held);
  }

  /** What was seen first stays: a later try of the step sees the world as this one has left it. */
  StepRecord knowing(Env other) {
    return new StepRecord(
        step, state, acted, handled, completed, other.and(env), effects, hits, held);
  }

  StepRecord whoseEffectBegan() {
    return new StepRecord(step, state, true, handled, completed, env, effects, hits, spent());
  }

  private List<Held> spent() {
    return held.stream().map(Held::done).toList();
  }

  StepRecord whoseGuardsAreSpent() {
    return new StepRecord(step, state, acted, handled, completed, env, effects, hits, spent());
  }

  StepRecord whoseFailureWasHandled() {
    return new StepRecord(step, state, acted, true, completed, env, effects, hits, held);
  }

  StepRecord doing(Effect effect) {
    List<Effect> more = new ArrayList<>(effects);
    more.add(effect);
    return new StepRecord(step, state, acted, handled, completed, env, more, hits, held);
  }

  Optional<Effect> effect(String act, Map<String, Value> arguments) {
    return effects.stream()
        .filter(it -> it.act().equals(act) && it.arguments().equals(arguments))
        .findFirst();
  }

  StepRecord hitting(Hit hit) {
    List<Hit> more = new ArrayList<>(hits);
    more.removeIf(hit::isOf);
    more.add(hit);
    return new StepRecord(step, state, acted, handled, completed, env, effects, more, held);
  }

  long hitsOf(String unit) {
    return hits.stream().filter(it -> it.unit().equals(unit)).mapToLong(Hit::amount).sum();
  }

  StepRecord holding(Held guard) {
    List<Held> more = new ArrayList<>(held);
    more.removeIf(it -> it.isOf(guard));
    more.add(guard);
    return new StepRecord(step, state, acted, handled, completed, env, effects, hits, more);
  }
}
