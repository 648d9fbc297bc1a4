package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;

/** Who runs it at night may need somebody who knows more. */
final class NoContact extends Rule {
  NoContact() {
    super("L0402", Severity.WARNING, "a runbook names nobody to turn to");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Decl.Runbook tree = subject.tree();
    if (tree.items(Decl.Contact.class).isEmpty()) {
      findings.add(
          at(tree.name().span(), "the runbook `" + tree.name() + "` names nobody to turn to")
              .help("write `contact \"…\" email \"…\"`, or another kind of address"));
    }
  }
}
