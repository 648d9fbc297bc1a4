package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Command;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.regex.Pattern;

/** A fixed wait is too short on the worst night and too long on all others. */
final class FixedWait extends Rule {
  /** By itself, or among the commands of a shell. */
  private static final Pattern SLEEP =
      Pattern.compile("(?s)(.*([;&|\n] *|-l?c ))?sleep [0-9.]+[smh]?( *[;&|\n].*)?");

  FixedWait() {
    super("L0203", Severity.WARNING, "a fixed time is waited where a condition could be awaited");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .everything()
        .filter(it -> isClock(it, subject.known()) || isSleep(it, subject.known()))
        .forEach(
            it ->
                findings.add(
                    at(it.place(), "this waits for the time alone")
                        .help(
                            "await what the time is given for: `await CONDITION within 2m every 5s`")));
  }

  private static boolean isSleep(Moment moment, Known known) {
    return Command.of(moment, known)
        .filter(command -> SLEEP.matcher(command.line()).matches())
        .isPresent();
  }

  private static boolean isClock(Moment moment, Known known) {
    Stmt statement = moment.statement();
    return (statement instanceof Stmt.Await || statement instanceof Stmt.Verify)
        && moment.condition().filter(it -> isClock(it, known)).isPresent();
  }

  private static boolean isClock(Term condition, Known known) {
    List<Term.Invoke> looks = known.looks(condition);
    return !looks.isEmpty()
        && looks.stream().allMatch(look -> look.action().qualifiedName().equals("core.now"));
  }
}
