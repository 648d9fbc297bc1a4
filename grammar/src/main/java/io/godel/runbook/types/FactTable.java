package io.godel.runbook.types;

import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Text;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what becomes {@link Facts}, while the checker is at work. */
final class FactTable {
  private final Map<Expr, Term> terms = new IdentityHashMap<>();
  private final Map<Text, Term> texts = new IdentityHashMap<>();
  private final Map<Object, Variable> variables = new IdentityHashMap<>();

  /** Starts from what is known of a library. */
  static FactTable of(Facts known) {
    FactTable table = new FactTable();
    known.copyInto(table.terms, table.texts, table.variables);
    return table;
  }

  Term record(Expr expr, Term term) {
    terms.put(expr, term);
    return term;
  }

  Optional<Term> find(Expr expr) {
    return Optional.ofNullable(terms.get(expr));
  }

  void record(Text text, Term term) {
    texts.put(text, term);
  }

  Variable record(Object declaration, Variable variable) {
    variables.put(declaration, variable);
    return variable;
  }

  Optional<Variable> variable(Object declaration) {
    return Optional.ofNullable(variables.get(declaration));
  }

  Facts freeze() {
    return new Facts(terms, texts, variables);
  }
}
