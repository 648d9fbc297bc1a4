package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import java.util.List;
import java.util.Optional;

/** Finds the scenarios that their own condition can never choose. */
final class ScenarioChoice {
  private ScenarioChoice() {}

  static void check(List<Decl.Scenario> scenarios, FactTable facts, Findings findings) {
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
      }
    }
  }
}
