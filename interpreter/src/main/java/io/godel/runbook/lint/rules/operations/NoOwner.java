package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;

/** Somebody has to keep a procedure true while the platform changes. */
final class NoOwner extends Rule {
  NoOwner() {
    super("L0401", Severity.WARNING, "a runbook has no owner");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Decl.Runbook tree = subject.tree();
    if (tree.items(Decl.Owner.class).isEmpty()) {
      findings.add(
          at(tree.name().span(), "nobody owns the runbook `" + tree.name() + "`")
              .help("write `owner \"…\"`, with the team or the address that answers for it"));
    }
  }
}
