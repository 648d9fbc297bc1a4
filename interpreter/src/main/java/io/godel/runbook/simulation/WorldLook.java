package io.godel.runbook.simulation;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Explanation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks a condition of a world that stands still. */
public final class WorldLook {
  /** More looks than this in one condition are a mistake. */
  private static final int LOOKS_MAX = 10_000;

  private final World world;
  private final Evaluator evaluator;
  private final Consumer<Call> asked;

  public WorldLook(World world, Evaluator evaluator) {
    this(world, evaluator, call -> {});
  }

  /**
   * @param asked is told what the world is asked
   */
  public WorldLook(World world, Evaluator evaluator, Consumer<Call> asked) {
    this.world = world;
    this.evaluator = evaluator;
    this.asked = asked;
  }

  public Explanation explain(Term condition, Env env) {
    List<Outcome> answers = new ArrayList<>();
    evaluate(condition, env, answers);
    return evaluator.explain(condition, env, world.time().now(), answers);
  }

  public Truth truth(Term condition, Env env) {
    return Evaluator.truth(evaluate(condition, env, new ArrayList<>()));
  }

  /** What a term is there; empty when it cannot be found out. */
  public Optional<Value> value(Term term, Env env) {
    return evaluate(term, env, new ArrayList<>()) instanceof Evaluation.Ready ready
        ? Optional.of(ready.value())
        : Optional.empty();
  }

  /**
   * @param answers takes in those that the evaluation needs
   */
  private Evaluation evaluate(Term term, Env env, List<Outcome> answers) {
    while (true) {
      Evaluation result = evaluator.evaluate(term, env, world.time().now(), answers);
      if (!(result instanceof Evaluation.Needs needs) || answers.size() == LOOKS_MAX) {
        return result;
      }
      answers.add(look(needs));
    }
  }

  private Outcome look(Evaluation.Needs needs) {
    String name = needs.action().qualifiedName();
    SimulatedAction action = world.actions().get(name);
    Call call = new Call("look", name, needs.arguments(), false, needs.action().timeout());
    asked.accept(call);
    return action == null
        ? new Outcome.NotDone("not_modelled", "this world cannot answer " + name, false)
        : action.carryOut(call).outcome();
  }
}
