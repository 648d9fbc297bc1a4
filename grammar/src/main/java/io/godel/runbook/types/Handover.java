package io.godel.runbook.types;

import io.godel.runbook.syntax.Stmt;

/** Settles what is known behind a step: what it yields, and nothing else of it. */
final class Handover {
  private Handover() {}

  /** Into the scope around the step; a step that can be left out hands on nothing. */
  static void of(Stmt.Step step, ExprChecker exprs, FactTable facts) {
    boolean skipped = StepShape.canBeSkipped(step.body());
    for (Stmt statement : step.body()) {
      if (statement instanceof Stmt.Let let) {
        exprs.names.withhold(
            let.name(), "it is a name of the step `" + step.name() + "` alone: look anew here");
      } else if (statement instanceof Stmt.Yield yield && skipped) {
        exprs.names.withhold(
            yield.name(),
            "the step `" + step.name() + "` can be skipped, and then nothing was checked");
      } else if (statement instanceof Stmt.Yield) {
        facts.variable(statement).ifPresent(exprs.scope()::declare);
      }
    }
  }
}
