package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.syntax.Text;
import java.util.Set;

/** A question that nobody may answer is answered by its timeout. */
final class RoleUnknown extends Rule {
  RoleUnknown() {
    super("L0405", Severity.ERROR, "a person is asked in a role that nobody holds");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .settings()
        .roles()
        .ifPresent(
            roles -> subject.statements().forEach(statement -> check(statement, roles, findings)));
  }

  private void check(Stmt statement, Set<String> roles, Findings findings) {
    if (statement instanceof Stmt.Approve it) {
      check(it.role(), roles, findings);
    } else if (statement instanceof Stmt.Manual it) {
      check(it.role(), roles, findings);
    }
  }

  private void check(Text role, Set<String> roles, Findings findings) {
    if (role.isPlain() && !roles.contains(role.plain())) {
      findings.add(
          at(role.span(), "nobody holds the role `" + role.plain() + "`")
              .help("the roles are: " + String.join(", ", roles)));
    }
  }
}
