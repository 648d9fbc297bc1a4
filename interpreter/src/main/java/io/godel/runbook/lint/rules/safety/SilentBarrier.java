package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Stmt;
import java.util.List;

/**
 * Behind a step that cannot be taken back nothing before it is undone any more. A person has to
 * know that before it happens.
 */
final class SilentBarrier extends Rule {
  SilentBarrier() {
    super("L0102", Severity.ERROR, "a step is the point of no return, and nobody is asked before");
  }

  /** Once in a scenario: a yes to the first such step lies on the way to the others. */
  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      response.steps().stream()
          .filter(work -> isBarrier(work) && !isAsked(response, work))
          .findFirst()
          .ifPresent(work -> findings.add(told(response, work)));
    }
  }

  private Diagnostic told(Outline.Response response, Outline.Work barrier) {
    List<Outline.Work> before =
        response.steps().subList(0, response.steps().indexOf(barrier)).stream()
            .filter(work -> work.wayBack().filter(Stmt.Undo.class::isInstance).isPresent())
            .toList();
    Span name = barrier.step().name().span();
    Diagnostic told =
        before.isEmpty()
            ? at(name, "nothing takes this step back, and nobody is asked before it acts")
            : at(name, "behind this step nothing before it can be taken back")
                .label(
                    before.get(before.size() - 1).step().name().span(),
                    "this step has an undo until then");
    return told.help("ask for it: `approve \"…\" by \"…\" within 10m`");
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
