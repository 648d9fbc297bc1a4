package io.godel.runbook.plan;

import io.godel.runbook.eval.Constants;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes the plan of a checked runbook: the same text and arguments give the same plan. */
public final class Planner {
  private final TypedRunbook runbook;
  private final Arguments arguments;
  private final Evaluator evaluator;
  private final Ids ids = new Ids();
  private Env statics;

  private Planner(TypedRunbook runbook, Arguments arguments) {
    this.runbook = runbook;
    this.arguments = arguments;
    this.evaluator = new Evaluator(runbook.library());
    this.statics = arguments.env();
  }

  /**
   * @param arguments without problems
   */
  public static Plan plan(TypedRunbook runbook, Arguments arguments) {
    if (!arguments.problems().isEmpty()) {
      throw new AssertionError("planned with wrong arguments: " + arguments.problems());
    }
    return new Planner(runbook, arguments).plan();
  }

  /**
   * How long a run can take at most, for those who want to know nothing else of the plan.
   *
   * @param arguments without problems
   */
  public static Duration bound(TypedRunbook runbook, Arguments arguments) {
    return PlanBounds.of(new Planner(runbook, arguments).unbounded()).whole();
  }

  private Plan plan() {
    Plan plan = unbounded();
    Plan bounded = plan.within(PlanBounds.of(plan));
    return bounded.withHash(PlanJson.hash(bounded));
  }

  private Plan unbounded() {
    String root = runbook.name();
    NodeBuilder nodes = new NodeBuilder(this, runbook, root);
    List<Node> settings =
        runbook.tree().items(Decl.Value.class).stream()
            .map(value -> value.let().accept(nodes))
            .toList();
    List<Plan.Invariant> invariants =
        runbook.tree().items(Decl.Invariant.class).stream().map(this::invariant).toList();
    List<Node> assess =
        runbook.tree().items(Decl.Assess.class).stream()
            .flatMap(it -> new NodeBuilder(this, runbook, root + "/assess").all(it.body()).stream())
            .toList();
    List<Plan.Scenario> scenarios =
        runbook.tree().items(Decl.Scenario.class).stream().map(this::scenario).toList();
    List<Node> recovered =
        runbook.tree().items(Decl.Recovered.class).stream()
            .flatMap(
                it -> new NodeBuilder(this, runbook, root + "/recovered").all(it.body()).stream())
            .toList();
    List<Term> afterwards =
        runbook.tree().items(Decl.Afterwards.class).stream()
            .flatMap(it -> it.tasks().stream())
            .map(runbook.facts()::term)
            .toList();
    return new Plan(
        root,
        runbook.tree().title().plain(),
        arguments.values(),
        settings,
        invariants,
        assess,
        scenarios,
        recovered,
        afterwards,
        runbook.library(),
        Duration.ZERO,
        "");
  }

  private Plan.Invariant invariant(Decl.Invariant invariant) {
    return new Plan.Invariant(
        ids.of(runbook.name(), "invariant", invariant.what().plain()),
        runbook.facts().term(invariant.what()),
        runbook.facts().term(invariant.condition()),
        invariant.span());
  }

  private Plan.Scenario scenario(Decl.Scenario scenario) {
    String id = ids.named(runbook.name(), scenario.name().text());
    List<Node> body = new NodeBuilder(this, runbook, id).all(scenario.body());
    return new Plan.Scenario(
        id,
        scenario.name().text(),
        runbook.facts().term(scenario.title()),
        scenario.when().map(runbook.facts()::term),
        body,
        Duration.ZERO,
        scenario.span());
  }

  Ids ids() {
    return ids;
  }

  /** A value that the checker found to be known now; the run has no part in it. */
  Duration duration(TypedRunbook owner, Expr expr) {
    Evaluation value =
        evaluator.evaluate(owner.facts().term(expr), statics, Instant.EPOCH, List.of());
    if (value instanceof Evaluation.Ready ready && ready.value() instanceof Value.Time time) {
      return time.value();
    }
    throw new AssertionError(expr.span() + " is not known when the plan is made: " + value);
  }

  /** Remembers a name whose value can be known now. */
  void define(Variable variable, Term value) {
    if (Terms.effect(value) != Effect.PURE) {
      return;
    }
    Evaluation known = evaluator.evaluate(value, statics, Instant.EPOCH, List.of());
    if (known instanceof Evaluation.Ready ready) {
      statics = statics.with(variable, Constants.converted(ready.value(), variable.type()));
    }
  }

  /** How many elements there are to go through, or the limit where that is not known yet. */
  int elementsMax(Term domain) {
    if (domain instanceof Term.ListOf list) {
      return Math.min(list.elements().size(), Bounds.ELEMENTS_MAX);
    }
    if (Terms.effect(domain) != Effect.PURE) {
      return Bounds.ELEMENTS_MAX;
    }
    Evaluation known = evaluator.evaluate(domain, statics, Instant.EPOCH, List.of());
    try {
      return known instanceof Evaluation.Ready ready
          ? Math.min(Evaluator.elements(ready.value()).size(), Bounds.ELEMENTS_MAX)
          : Bounds.ELEMENTS_MAX;
    } catch (ArithmeticException tooLong) {
      return Bounds.ELEMENTS_MAX;
    }
  }

  /** What a call can do, with all that the library says of it. */
  Action whole(TypedRunbook owner, Action action) {
    return owner.library().action(action.qualifiedName()).orElse(action);
  }

  static Effect effect(List<Node> nodes) {
    Effect effect = Effect.PURE;
    for (Node node : nodes) {
      effect = effect.and(node.accept(new NodeEffect()));
    }
    return effect;
  }
}
