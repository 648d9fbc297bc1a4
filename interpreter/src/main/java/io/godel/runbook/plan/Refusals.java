package io.godel.runbook.plan;

import io.godel.runbook.plan.Node.Refusal;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.TypedRunbook;
import java.util.Optional;

/** What happens where a guard does not hold or a person does not agree. */
final class Refusals {
  private Refusals() {}

  /**
   * Where the author says nothing, the run is aborted.
   *
   * @param path the id of what it belongs to; that of a called runbook begins with its caller
   */
  static Refusal of(Optional<Stmt.Refusal> written, TypedRunbook runbook, String path) {
    if (written.isEmpty()) {
      return new Node.AbortRun(Optional.empty());
    }
    if (written.get() instanceof Stmt.Skip) {
      return new Node.SkipStep();
    }
    if (written.get() instanceof Stmt.UseScenario use) {
      boolean called = !(path + "/").startsWith(runbook.name() + "/");
      return called ? ending(use, runbook) : new Node.UseScenario(use.scenario().text());
    }
    return new Node.AbortRun(((Stmt.AbortRun) written.get()).why().map(runbook.facts()::term));
  }

  /** A part cannot turn the run to a scenario: the run has scenarios of its own. */
  private static Refusal ending(Stmt.UseScenario use, TypedRunbook runbook) {
    String why =
        "the scenario `%s` of `%s` is needed, and a part cannot turn to another"
            .formatted(use.scenario(), runbook.name());
    return new Node.AbortRun(Optional.of(new Term.Chars(why, Type.Primitive.STRING, use.span())));
  }
}
