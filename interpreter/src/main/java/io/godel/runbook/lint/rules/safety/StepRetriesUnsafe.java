package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;

/** A step that failed at its verification has acted; trying it again acts a second time. */
final class StepRetriesUnsafe extends Rule {
  StepRetriesUnsafe() {
    super(
        "L0110",
        Severity.WARNING,
        "a step is tried again as a whole, with a call in it that must not be done twice");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .steps()
        .filter(work -> work.step().policy().retry().isPresent())
        .forEach(work -> check(work, findings));
  }

  private void check(Outline.Work work, Findings findings) {
    work.acts().stream()
        .filter(act -> !act.call().orElseThrow().action().idempotent())
        .findFirst()
        .ifPresent(
            act ->
                findings.add(
                    at(
                            act.place(),
                            "`%s` would be done again with the whole step"
                                .formatted(act.call().orElseThrow().action().qualifiedName()))
                        .label(work.step().policy().retry().orElseThrow().span(), "by this")
                        .help("retry the single calls that may be done twice")));
  }
}
