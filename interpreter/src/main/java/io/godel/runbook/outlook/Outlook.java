package io.godel.runbook.outlook;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.engine.Clock;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Goes through a plan on a target, from its assessment to its recovery check.
 *
 * <p>What it is told apart by is the backend: one that only looks, or one that asks the servers
 * about acting calls without letting them act.
 */
public final class Outlook {
  private final Plan plan;
  private final Backend backend;
  private final Clock clock;
  private final Consumer<Finding> findings;

  /**
   * @param findings takes each as it comes, in the order of the plan
   */
  public Outlook(Plan plan, Backend backend, Clock clock, Consumer<Finding> findings) {
    this.plan = plan;
    this.backend = backend;
    this.clock = clock;
    this.findings = findings;
  }

  /** What was found out about scenarios: those that fit, those of which that is not known. */
  public record Scenarios(List<String> fit, List<String> unknown) {
    public Scenarios {
      fit = List.copyOf(fit);
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * Looks at everything that can be looked at: every scenario, whether it fits or not.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  public Scenarios observe() throws InterruptedException {
    Walk walk = walk(Optional.empty());
    Env env = assess(walk);
    Scenarios scenarios = scenarios(walk, env);
    for (Plan.Scenario scenario : plan.scenarios()) {
      scenario(walk, env, scenario);
    }
    recovered(walk, env);
    return scenarios;
  }

  /**
   * Goes through one scenario, and asks the servers about each acting call of it.
   *
   * @param chosen the operator's choice; otherwise the one that fits is taken
   * @param diffs says what the acting call that was asked last would change
   * @return the scenarios that fit; nothing is gone through unless there is exactly one
   * @throws InterruptedException when the thread is interrupted
   */
  public Scenarios rehearse(Optional<String> chosen, Diffs diffs) throws InterruptedException {
    Walk walk = walk(Optional.of(diffs));
    Env env = assess(walk);
    Scenarios scenarios =
        chosen.isPresent() ? new Scenarios(List.of(chosen.get()), List.of()) : scenarios(walk, env);
    if (scenarios.fit().size() == 1) {
      scenario(walk, env, plan.scenario(scenarios.fit().get(0)).orElseThrow());
      recovered(walk, env);
    }
    return scenarios;
  }

  private Walk walk(Optional<Diffs> diffs) {
    return new Walk(new Looker(plan.library(), backend, clock), findings, diffs);
  }

  private Env assess(Walk walk) throws InterruptedException {
    part(plan.runbook(), Finding.Part.Kind.ASSESSMENT, plan.runbook(), plan.title());
    Env env = Env.EMPTY;
    for (Plan.Argument argument : plan.arguments()) {
      env = env.with(argument.variable(), argument.value());
    }
    env = walk.all(plan.settings(), env);
    for (Plan.Invariant invariant : plan.invariants()) {
      walk.condition(
          invariant.id(),
          Finding.Condition.Use.INVARIANT,
          invariant.what(),
          invariant.condition(),
          env);
    }
    return walk.all(plan.assess(), env);
  }

  private Scenarios scenarios(Walk walk, Env env) throws InterruptedException {
    List<String> fit = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Plan.Scenario scenario : plan.scenarios()) {
      if (scenario.when().isPresent()) {
        Evaluation found = walk.when(scenario, env);
        Truth truth = Evaluator.truth(found);
        if (truth != Truth.FALSE) {
          (truth == Truth.TRUE ? fit : unknown).add(scenario.name());
        }
      }
    }
    return new Scenarios(fit, unknown);
  }

  private void scenario(Walk walk, Env env, Plan.Scenario scenario) throws InterruptedException {
    part(
        scenario.id(),
        Finding.Part.Kind.SCENARIO,
        scenario.name(),
        walk.text(scenario.title(), env));
    walk.all(scenario.body(), env);
  }

  private void recovered(Walk walk, Env env) throws InterruptedException {
    if (!plan.recovered().isEmpty()) {
      part(plan.runbook(), Finding.Part.Kind.RECOVERY_CHECK, "recovered", "");
      for (Node node : plan.recovered()) {
        env = walk.one(node, env);
      }
    }
  }

  private void part(String node, Finding.Part.Kind kind, String name, String title) {
    findings.accept(new Finding.Part(node, kind, name, title));
  }
}
