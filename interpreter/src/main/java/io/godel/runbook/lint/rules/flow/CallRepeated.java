package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Fix;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import java.util.List;

/** The same call once more does nothing new, or does twice what was meant once. */
final class CallRepeated extends Rule {
  CallRepeated() {
    super("L0309", Severity.WARNING, "the same acting call stands twice in a row");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .steps()
        .forEach(
            step -> {
              check(step.course(), subject, findings);
              check(step.undo(), subject, findings);
              check(step.failure(), subject, findings);
            });
  }

  private void check(List<Moment> moments, Subject subject, Findings findings) {
    for (int i = 1; i < moments.size(); i++) {
      Moment earlier = moments.get(i - 1);
      Moment later = moments.get(i);
      if (later.span().source() == subject.file().source()
          && !later.span().equals(earlier.span())
          && later.regions().equals(earlier.regions())
          && isSame(earlier, later, subject)) {
        add(earlier, later, findings);
      }
    }
  }

  private static boolean isSame(Moment earlier, Moment later, Subject subject) {
    return earlier.call().isPresent()
        && later.call().isPresent()
        && subject.known().same(earlier.call().get(), later.call().get());
  }

  private void add(Moment earlier, Moment later, Findings findings) {
    Diagnostic found =
        at(later.span(), "this is done already").label(earlier.span(), "the first time");
    boolean safe =
        later.call().orElseThrow().action().idempotent() && later.statement() instanceof Stmt.Do;
    if (safe) {
      findings.add(found.help("take it out"), Fix.remove("remove the second call", later.span()));
    } else {
      findings.add(found.help("take it out, or verify what the first one did"));
    }
  }
}
