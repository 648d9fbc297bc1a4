package io.godel.runbook.plan;

import io.godel.runbook.plan.Node.Refusal;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.TypedRunbook;
import java.util.Optional;

/** What happens where a guard does not hold or a person does not agree. */
final class Refusals {
  private Refusals() {}

  /** Where the author says nothing, the run is aborted. */
  static Refusal of(Optional<Stmt.Refusal> written, TypedRunbook runbook) {
    if (written.isEmpty()) {
      return new Node.AbortRun(Optional.empty());
    }
    if (written.get() instanceof Stmt.Skip) {
      return new Node.SkipStep();
    }
    if (written.get() instanceof Stmt.UseScenario use) {
      return new Node.UseScenario(use.scenario().text());
    }
    return new Node.AbortRun(((Stmt.AbortRun) written.get()).why().map(runbook.facts()::term));
  }
}
