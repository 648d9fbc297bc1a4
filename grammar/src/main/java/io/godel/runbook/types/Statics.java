package io.godel.runbook.types;

import java.util.LinkedHashSet;
import java.util.Set;

/** The names whose values are known when a plan is made, before anything is looked at. */
final class Statics {
  private final Set<Variable> known = new LinkedHashSet<>();

  static Statics none() {
    return new Statics();
  }

  void add(Variable variable) {
    known.add(variable);
  }

  /** Whether the term's value is known when a plan is made. */
  boolean isKnown(Term term) {
    return isKnown(term, Set.of());
  }

  private boolean isKnown(Term term, Set<Variable> bound) {
    if (term instanceof Term.Use use) {
      return known.contains(use.variable()) || bound.contains(use.variable());
    }
    if (term instanceof Term.Invoke invoke && invoke.action().effect() != Effect.PURE) {
      return false;
    }
    Set<Variable> inner = new LinkedHashSet<>(bound);
    if (term instanceof Term.Quantified it) {
      inner.add(it.variable());
    } else if (term instanceof Term.Comprehension it) {
      inner.add(it.variable());
    }
    return Terms.parts(term).stream().allMatch(part -> isKnown(part, inner));
  }
}
