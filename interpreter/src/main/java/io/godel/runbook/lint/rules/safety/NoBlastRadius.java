package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import java.util.Optional;

/** A limit in the head of a step is checked in the plan and again before the call. */
final class NoBlastRadius extends Rule {
  NoBlastRadius() {
    super("L0103", Severity.WARNING, "a destroying step does not say how much it may hit");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject.outline().steps().forEach(work -> check(work, findings));
  }

  private void check(Outline.Work work, Findings findings) {
    for (Moment act : work.acts()) {
      Action action = act.call().orElseThrow().action();
      Optional<String> unit =
          action
              .affects()
              .filter(it -> action.effect() == Effect.DESTROYS)
              .map(Action.Affected::unit)
              .filter(
                  it -> work.step().limits().stream().noneMatch(l -> l.unit().text().equals(it)));
      if (unit.isPresent()) {
        findings.add(
            at(act.place(), "the step has no limit on " + unit.get() + " for what this destroys")
                .help("write it behind the title of the step: `limit 1 " + unit.get() + "`"));
        return;
      }
    }
  }
}
