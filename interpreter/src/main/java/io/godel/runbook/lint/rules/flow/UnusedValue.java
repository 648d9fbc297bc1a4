package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Removal;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.lint.Uses;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Variable;
import java.util.Optional;

/**
 * A step that captures what it never uses has forgotten a check, or its way back. What the
 * assessment and a scenario look at is told to people, and so is never in vain.
 */
final class UnusedValue extends Rule {
  UnusedValue() {
    super("L0307", Severity.WARNING, "a step names a value and never uses it");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Uses uses = Uses.of(subject.runbook());
    subject
        .outline()
        .steps()
        .flatMap(Outline.Work::everything)
        .map(Moment::statement)
        .filter(Stmt.Let.class::isInstance)
        .map(Stmt.Let.class::cast)
        .filter(let -> !let.acting() && let.span().source() == subject.file().source())
        .distinct()
        .forEach(let -> check(let, uses, subject, findings));
  }

  private void check(Stmt.Let let, Uses uses, Subject subject, Findings findings) {
    Optional<Variable> variable = subject.runbook().facts().findVariable(let);
    if (variable.isPresent() && !uses.has(variable.get())) {
      findings.add(
          at(let.name().span(), "`" + let.name() + "` is used nowhere")
              .help("take it out, or ask for it in a guard"),
          Removal.of("remove `" + let.name() + "`", let.span(), subject));
    }
  }
}
