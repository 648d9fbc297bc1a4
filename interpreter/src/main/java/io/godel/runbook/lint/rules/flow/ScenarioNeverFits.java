package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.lint.conditions.Cases;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;

/**
 * A response that is never chosen is missed when it is needed. What the checker itself sees to be
 * false is an error, and is not said twice.
 */
final class ScenarioNeverFits extends Rule {
  ScenarioNeverFits() {
    super("L0303", Severity.WARNING, "the condition of a scenario contradicts itself");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    if (!subject.runbook().sound()) {
      return;
    }
    for (Decl.Scenario scenario : subject.tree().items(Decl.Scenario.class)) {
      scenario.when().ifPresent(when -> check(scenario, when, subject, findings));
    }
  }

  private void check(Decl.Scenario scenario, Expr when, Subject subject, Findings findings) {
    boolean never =
        subject
            .runbook()
            .facts()
            .find(when)
            .flatMap(term -> Cases.of(term, subject.known()))
            .filter(Cases::areNone)
            .isPresent();
    if (never) {
      findings.add(
          at(when.span(), "`" + scenario.name() + "` can never fit")
              .here("its parts exclude each other")
              .help("mend the part that is wrong, or leave `when` out: then people choose it"));
    }
  }
}
