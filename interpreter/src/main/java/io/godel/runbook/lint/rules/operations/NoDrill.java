package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was never tried is tried for the first time in an incident. */
final class NoDrill extends Rule {
  NoDrill() {
    super("L0410", Severity.WARNING, "no drill leads to a scenario");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    List<Decl.Drill> drills = subject.tree().items(Decl.Drill.class);
    Set<String> tried =
        drills.stream()
            .flatMap(drill -> drill.items().stream())
            .filter(Decl.ExpectScenario.class::isInstance)
            .map(item -> ((Decl.ExpectScenario) item).scenario().text())
            .collect(Collectors.toSet());
    if (drills.isEmpty()) {
      findings.add(
          at(
                  subject.tree().name().span(),
                  "the runbook `" + subject.tree().name() + "` has no drill")
              .help("write `test \"…\" in world \"…\" { … }`: `runbook test` runs it"));
      return;
    }
    subject.tree().items(Decl.Scenario.class).stream()
        .filter(scenario -> !tried.contains(scenario.name().text()))
        .forEach(
            scenario ->
                findings.add(
                    at(
                            scenario.name().span(),
                            "no drill expects the scenario `" + scenario.name() + "`")
                        .help("write one with `expect scenario " + scenario.name() + "`")));
  }
}
