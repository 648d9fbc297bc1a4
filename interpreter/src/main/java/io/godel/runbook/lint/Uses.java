package io.godel.runbook.lint;

import io.godel.runbook.types.Facts;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Understood;
import io.godel.runbook.types.Variable;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Which names are used anywhere in a runbook, its texts and drills among it. */
public final class Uses {
  private final Set<Variable> used;
  private final boolean whole;

  private Uses(Set<Variable> used, boolean whole) {
    this.used = Collections.unmodifiableSet(used);
    this.whole = whole;
  }

  public static Uses of(Understood runbook) {
    Set<Variable> used = new HashSet<>();
    Facts facts = runbook.facts();
    facts.terms().forEach(term -> collect(term, used));
    return new Uses(used, runbook.sound());
  }

  private static void collect(Term term, Set<Variable> used) {
    if (term instanceof Term.Use use) {
      used.add(use.variable());
    }
    Terms.parts(term).forEach(part -> collect(part, used));
  }

  /** What was not understood may use anything. */
  public boolean has(Variable variable) {
    return !whole || used.contains(variable);
  }
}
