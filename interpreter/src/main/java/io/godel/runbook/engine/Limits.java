package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.plan.Node;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Optional;

/** Keeps the blast radius of a step: what all its calls hit together. */
final class Limits {
  private Limits() {}

  /**
   * Why the call must not be made; empty when it may, which is then counted.
   *
   * @param parameters the call's arguments
   */
  static Optional<String> refuse(Turn turn, Frame frame, Node.Act act, Env parameters) {
    boolean isUndo = Strands.within(frame.strand(), Compensation.STRAND);
    if (act.action().affects().isEmpty() || frame.step().isEmpty() || isUndo) {
      return Optional.empty();
    }
    Action.Affected affected = act.action().affects().get();
    Optional<Long> amount = number(turn, affected.amount(), parameters);
    if (amount.isEmpty()) {
      return Optional.of(
          "it is not known how many %s %s would hit".formatted(affected.unit(), act.action()));
    }
    StepRecord before = turn.step(frame.step().get());
    StepRecord after =
        before.hitting(
            new StepRecord.Hit(
                affected.unit(), act.id(), arguments(act, parameters), amount.get()));
    for (Node.Limit limit : before.step().limits()) {
      Optional<String> refusal =
          limit.unit().equals(affected.unit())
              ? beyond(turn, frame, limit, act, after.hitsOf(limit.unit()))
              : Optional.empty();
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    turn.put(frame.step().get(), after);
    return Optional.empty();
  }

  private static List<Env.Bound> arguments(Node.Act act, Env parameters) {
    return act.action().parameters().stream()
        .map(it -> parameters.find(it.variable()).orElseThrow())
        .toList();
  }

  private static Optional<String> beyond(
      Turn turn, Frame frame, Node.Limit limit, Node.Act act, long sum) {
    Optional<Long> most = number(turn, limit.amount(), frame.env());
    if (most.isEmpty()) {
      return Optional.of("the limit of " + limit.unit() + " is not known");
    }
    return sum > most.get()
        ? Optional.of(
            "the step may hit %d %s at most, and with %s it would be %d"
                .formatted(most.get(), limit.unit(), act.action(), sum))
        : Optional.empty();
  }

  private static Optional<Long> number(Turn turn, Term term, Env env) {
    Evaluation value = turn.evaluator.evaluate(term, env, turn.now, List.of());
    return value instanceof Evaluation.Ready ready && ready.value() instanceof Value.Int number
        ? Optional.of(number.value())
        : Optional.empty();
  }
}
