package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import java.util.List;

/** A fixed wait is too short on the worst night and too long on all others. */
final class FixedWait extends Rule {
  FixedWait() {
    super("L0203", Severity.WARNING, "a fixed time is waited where a condition could be awaited");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .everything()
        .filter(it -> it.statement() instanceof Stmt.Await || it.statement() instanceof Stmt.Verify)
        .filter(it -> it.condition().filter(c -> isClock(c, subject.known())).isPresent())
        .forEach(
            it ->
                findings.add(
                    at(it.span(), "this waits for the time alone")
                        .help(
                            "await what the time is given for: `await CONDITION within 2m every 5s`")));
  }

  private static boolean isClock(Term condition, Known known) {
    List<Term.Invoke> looks = known.looks(condition);
    return !looks.isEmpty()
        && looks.stream().allMatch(look -> look.action().qualifiedName().equals("core.now"));
  }
}
