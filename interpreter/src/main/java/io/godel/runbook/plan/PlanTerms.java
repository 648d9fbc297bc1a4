package io.godel.runbook.plan;

import io.godel.runbook.types.Term;
import java.util.function.Consumer;

/** Goes through everything that a plan looks at and does, undo and failure blocks included. */
public final class PlanTerms {
  private PlanTerms() {}

  public static void of(Plan plan, Consumer<Term> terms, Consumer<Node.Act> acts) {
    NodeTerms all = new NodeTerms(terms, acts, scenario -> {});
    all.all(plan.settings());
    plan.invariants().forEach(invariant -> terms.accept(invariant.condition()));
    all.all(plan.assess());
    for (Plan.Scenario scenario : plan.scenarios()) {
      scenario.when().ifPresent(terms);
      all.all(scenario.body());
    }
    all.all(plan.recovered());
  }
}
