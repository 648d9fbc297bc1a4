package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import io.godel.runbook.plan.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a step that has begun.
 *
 * @param acted whether an effect of it began
 * @param handled whether its {@code on failure} block took the place of its undo
 * @param env what its names stand for by now, for its undo
 * @param affected how much of each unit it has hit
 * @param seen the guards that held, for the person who is asked
 */
record StepRecord(
    Node.Step step,
    Notice.StepState state,
    boolean acted,
    boolean handled,
    Env env,
    Map<String, Long> affected,
    List<Held> seen) {

  /** A guard that held. */
  record Held(String what, String detail, Instant at) {}

  StepRecord {
    affected = Map.copyOf(affected);
    seen = List.copyOf(seen);
  }

  static StepRecord begun(Node.Step step, Env env) {
    return new StepRecord(step, Notice.StepState.RUNNING, false, false, env, Map.of(), List.of());
  }

  StepRecord in(Notice.StepState other) {
    return new StepRecord(step, other, acted, handled, env, affected, seen);
  }

  StepRecord knowing(Env other) {
    return new StepRecord(step, state, acted, handled, other, affected, seen);
  }

  StepRecord whoseEffectBegan() {
    return new StepRecord(step, state, true, handled, env, affected, seen);
  }

  StepRecord whoseFailureWasHandled() {
    return new StepRecord(step, state, acted, true, env, affected, seen);
  }

  StepRecord hitting(String unit, long amount) {
    Map<String, Long> more = new TreeMap<>(affected);
    more.merge(unit, amount, Long::sum);
    return new StepRecord(step, state, acted, handled, env, more, seen);
  }

  StepRecord holding(Held held) {
    List<Held> more = new ArrayList<>(seen);
    more.add(held);
    return new StepRecord(step, state, acted, handled, env, affected, more);
  }
}
