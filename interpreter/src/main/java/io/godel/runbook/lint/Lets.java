package io.godel.runbook.lint;

import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Understood;
import io.godel.runbook.types.Variable;
import java.util.Map;
import java.util.Optional;

/** Finds what the names of a runbook stand for. */
record Lets(Understood runbook, Map<Variable, Term> named) {
  void all() {
    for (Decl item : runbook.tree().items()) {
      if (item instanceof Decl.Value it) {
        one(it.let());
      } else if (item instanceof Decl.Assess it) {
        it.body().forEach(this::one);
      } else if (item instanceof Decl.Scenario it) {
        it.body().forEach(this::one);
      } else if (item instanceof Decl.Recovered it) {
        it.body().forEach(this::one);
      }
    }
  }

  private void one(Stmt statement) {
    if (statement instanceof Stmt.Let let && !let.acting()) {
      Optional<Term> value = runbook.facts().find(let.value());
      runbook
          .facts()
          .findVariable(let)
          .ifPresent(variable -> value.ifPresent(term -> named.put(variable, term)));
    }
    Blocks.of(statement).forEach(block -> block.forEach(this::one));
  }
}
