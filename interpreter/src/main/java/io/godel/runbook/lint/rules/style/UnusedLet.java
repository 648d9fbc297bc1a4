package io.godel.runbook.lint.rules.style;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Removal;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.lint.Uses;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Terms;

/** A value that looks at nothing and that nobody asks for says nothing. */
final class UnusedLet extends Rule {
  UnusedLet() {
    super("L0608", Severity.WARNING, "a value of the whole runbook is used nowhere");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Uses uses = Uses.of(subject.runbook());
    for (Decl.Value value : subject.tree().items(Decl.Value.class)) {
      boolean looks =
          subject
              .runbook()
              .facts()
              .find(value.let().value())
              .filter(term -> Terms.effect(term) == Effect.PURE)
              .isEmpty();
      boolean used =
          subject
              .runbook()
              .facts()
              .findVariable(value.let())
              .filter(variable -> !uses.has(variable))
              .isEmpty();
      if (!looks && !used) {
        findings.add(
            at(value.let().name().span(), "`" + value.let().name() + "` is used nowhere")
                .help("take it out"),
            Removal.of("remove `" + value.let().name() + "`", value.span(), subject));
      }
    }
  }
}
