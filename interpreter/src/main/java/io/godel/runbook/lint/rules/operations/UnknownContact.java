package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import java.util.List;

/** Whoever reads at night that somebody takes over has to know how that somebody is reached. */
final class UnknownContact extends Rule {
  UnknownContact() {
    super("L0413", Severity.WARNING, "a run is handed to somebody whom no contact names");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    List<String> contacts =
        subject.tree().items(Decl.Contact.class).stream().map(it -> it.who().plain()).toList();
    if (contacts.isEmpty()) {
      return;
    }
    subject
        .statements(Stmt.Escalate.class)
        .filter(it -> it.to().isPlain() && !contacts.contains(it.to().plain()))
        .forEach(
            it ->
                findings.add(
                    at(it.to().span(), "how `" + it.to().plain() + "` is reached is said nowhere")
                        .help("the contacts are: " + String.join(", ", contacts))));
  }
}
