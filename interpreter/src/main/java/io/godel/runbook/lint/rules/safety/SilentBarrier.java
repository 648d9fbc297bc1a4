package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import java.util.Optional;

/**
 * Behind a step that cannot be taken back nothing before it is undone any more. A person has to
 * know that before it happens.
 */
final class SilentBarrier extends Rule {
  SilentBarrier() {
    super(
        "L0102",
        Severity.ERROR,
        "a step ends the way back of earlier ones, and nobody is asked before");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      Optional<Outline.Work> undoable = Optional.empty();
      for (Outline.Work work : response.steps()) {
        if (undoable.isPresent() && isBarrier(work) && !isAsked(response, work)) {
          findings.add(
              at(work.step().name().span(), "behind this step nothing before it can be taken back")
                  .label(undoable.get().step().name().span(), "this step has an undo until then")
                  .help("ask for it: `approve \"…\" by \"…\" within 10m`"));
        }
        if (work.wayBack().filter(Stmt.Undo.class::isInstance).isPresent()) {
          undoable = Optional.of(work);
        }
      }
    }
  }

  private static boolean isBarrier(Outline.Work work) {
    return !work.acts().isEmpty()
        && work.wayBack().filter(Stmt.UndoNone.class::isInstance).isPresent();
  }

  private static boolean isAsked(Outline.Response response, Outline.Work work) {
    Moment act = work.acts().get(0);
    return response.course().stream()
        .anyMatch(it -> it.statement() instanceof Stmt.Approve && it.dominates(act));
  }
}
