package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the scenarios that their own condition can never choose. */
final class ScenarioChoice {
  private ScenarioChoice() {}

  static void check(List<Decl.Scenario> scenarios, FactTable facts, Findings findings) {
    List<Decl.Scenario> before = new ArrayList<>();
    for (Decl.Scenario scenario : scenarios) {
      Optional<Term> when = scenario.when().flatMap(facts::find);
      if (when.flatMap(Folding::truth).equals(Optional.of(false))) {
        findings.add(
            Diagnostic.error(
                    Code.SCENARIO_UNREACHABLE,
                    scenario.when().orElseThrow().span(),
                    "nothing that is seen can ever choose the scenario `" + scenario.name() + "`")
                .here("this is never true")
                .help("leave `when` out for a scenario that people alone choose"));
      } else if (when.isPresent()) {
        twin(scenario, before, facts).ifPresent(twin -> findings.add(ambiguous(scenario, twin)));
      }
      before.add(scenario);
    }
  }

  private static Optional<Decl.Scenario> twin(
      Decl.Scenario scenario, List<Decl.Scenario> before, FactTable facts) {
    Term when = facts.find(scenario.when().orElseThrow()).orElseThrow();
    return before.stream()
        .filter(
            other ->
                other.when().flatMap(facts::find).filter(it -> Terms.same(it, when)).isPresent())
        .findFirst();
  }

  private static Diagnostic ambiguous(Decl.Scenario scenario, Decl.Scenario twin) {
    return Diagnostic.error(
            Code.SCENARIO_UNREACHABLE,
            scenario.when().orElseThrow().span(),
            "`%s` and `%s` are chosen by the same condition, so neither ever is"
                .formatted(twin.name(), scenario.name()))
        .label(twin.when().orElseThrow().span(), "the same condition")
        .help("say what tells the two apart");
  }
}
