package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.lint.conditions.Cases;
import io.godel.runbook.syntax.Decl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where several scenarios fit and nobody is there to choose, nothing is done. */
final class OverlappingScenarios extends Rule {
  OverlappingScenarios() {
    super("L0302", Severity.WARNING, "two scenarios fit at the same time");
  }

  /** A scenario that has a condition, and its cases. */
  private record Choice(Decl.Scenario scenario, Cases cases) {}

  @Override
  public void check(Subject subject, Findings findings) {
    List<Choice> choices = new ArrayList<>();
    for (Decl.Scenario scenario : subject.tree().items(Decl.Scenario.class)) {
      Optional<Cases> cases =
          scenario
              .when()
              .flatMap(subject.runbook().facts()::find)
              .flatMap(term -> Cases.of(term, subject.known()));
      cases.ifPresent(
          it -> {
            choices.forEach(earlier -> check(earlier, new Choice(scenario, it), findings));
            choices.add(new Choice(scenario, it));
          });
    }
  }

  private void check(Choice earlier, Choice later, Findings findings) {
    if (earlier.cases.imply(later.cases)) {
      add(
          earlier,
          later,
          "`" + name(later) + "` fits whenever `" + name(earlier) + "` does",
          findings);
    } else if (later.cases.imply(earlier.cases)) {
      add(
          earlier,
          later,
          "`" + name(earlier) + "` fits whenever `" + name(later) + "` does",
          findings);
    } else if (earlier.cases.surelyMeet(later.cases)) {
      add(
          earlier,
          later,
          "`" + name(earlier) + "` and `" + name(later) + "` can both fit",
          findings);
    }
  }

  private void add(Choice earlier, Choice later, String message, Findings findings) {
    findings.add(
        at(later.scenario.when().orElseThrow().span(), message)
            .label(earlier.scenario.when().orElseThrow().span(), "the other one")
            .help(
                "add to one of them what tells it from the other: nothing is chosen between two"));
  }

  private static String name(Choice choice) {
    return choice.scenario.name().text();
  }
}
