package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Removal;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import java.util.List;

/**
 * Behind an {@code on failure} that came to its end the step is not undone any more. One that takes
 * nothing back itself, and hands nothing over, leaves half of the work where it is; one that does
 * what the undo does is not needed.
 */
final class IdleFailure extends Rule {
  IdleFailure() {
    super(
        "L0310", Severity.WARNING, "what is done on failure does less than the undo, or the same");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .steps()
        .filter(step -> step.wayBack().filter(Stmt.Undo.class::isInstance).isPresent())
        .filter(step -> step.failure().stream().noneMatch(IdleFailure::handsOver))
        .forEach(
            step ->
                step.step().body().stream()
                    .filter(Stmt.OnFailure.class::isInstance)
                    .forEach(clause -> check(step, clause, subject, findings)));
  }

  private void check(Outline.Work step, Stmt clause, Subject subject, Findings findings) {
    List<Moment.Call> done = calls(step.failure());
    if (done.isEmpty()) {
      findings.add(
          at(clause.span(), "with this the step is not undone when it fails, and nobody is told")
              .label(step.wayBack().orElseThrow().span(), "this is left out then")
              .help("end it with `escalate to \"…\"`, or take it out"));
    } else if (areSame(done, calls(step.undo()), subject.known())) {
      findings.add(
          at(clause.span(), "this is what the undo does anyway")
              .label(step.wayBack().orElseThrow().span(), "the undo")
              .help("take it out: a step that fails is undone"),
          Removal.of("remove what is done on failure", clause.span(), subject));
    }
  }

  /** Whether a person takes over, or the run ends with its undo. */
  private static boolean handsOver(Moment moment) {
    Stmt statement = moment.statement();
    return statement instanceof Stmt.Escalate
        || statement instanceof Stmt.Abort
        || statement instanceof Stmt.Manual
        || statement instanceof Stmt.Approve;
  }

  private static List<Moment.Call> calls(List<Moment> moments) {
    return moments.stream().flatMap(moment -> moment.call().stream()).toList();
  }

  private static boolean areSame(List<Moment.Call> here, List<Moment.Call> there, Known known) {
    boolean same = here.size() == there.size();
    for (int i = 0; same && i < here.size(); i++) {
      same = known.same(here.get(i), there.get(i));
    }
    return same;
  }
}
