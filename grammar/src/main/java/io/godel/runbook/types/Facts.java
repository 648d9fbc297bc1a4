package io.godel.runbook.types;

import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Text;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the checker found out about the nodes of a syntax tree, by the node itself.
 *
 * <p>Asking about a node that was not checked is a bug of the asker, never null.
 */
public final class Facts {
  private final Map<Expr, Term> terms;
  private final Map<Text, Term> texts;
  private final Map<Object, Variable> variables;

  Facts(Map<Expr, Term> terms, Map<Text, Term> texts, Map<Object, Variable> variables) {
    this.texts = new IdentityHashMap<>(texts);
    this.terms = new IdentityHashMap<>(terms);
    this.variables = new IdentityHashMap<>(variables);
  }

  void copyInto(Map<Expr, Term> expressions, Map<Text, Term> words, Map<Object, Variable> names) {
    expressions.putAll(terms);
    words.putAll(texts);
    names.putAll(variables);
  }

  /** What the expression became, where the checker understood it. */
  public Optional<Term> find(Expr expr) {
    return Optional.ofNullable(terms.get(expr));
  }

  /** What the text became, where the checker understood it. */
  public Optional<Term> find(Text text) {
    return Optional.ofNullable(texts.get(text));
  }

  /** What the name stands for that the node declares, where the checker understood it. */
  public Optional<Variable> findVariable(Object declaration) {
    return Optional.ofNullable(variables.get(declaration));
  }

  /** Everything that became a term, in no order. */
  public Stream<Term> terms() {
    return Stream.concat(terms.values().stream(), texts.values().stream());
  }

  /** What the expression became. Only whole expressions of statements are kept, not their parts. */
  public Term term(Expr expr) {
    Term term = terms.get(expr);
    if (term == null) {
      throw new AssertionError("no term for " + expr.span() + ": " + expr.span().text());
    }
    return term;
  }

  /** What a title, a reason or a question became: a {@link Term.Chars} or {@link Term.TextOf}. */
  public Term term(Text text) {
    Term term = texts.get(text);
    if (term == null) {
      throw new AssertionError("no term for " + text.span() + ": " + text.span().text());
    }
    return term;
  }

  /**
   * What the name stands for that the node declares: a {@code Stmt.Let}, {@code Stmt.Yield}, {@code
   * Stmt.For}, {@code Stmt.Answer}, {@code Decl.Param}.
   */
  public Variable variable(Object declaration) {
    Variable variable = variables.get(declaration);
    if (variable == null) {
      throw new AssertionError("no variable for " + declaration);
    }
    return variable;
  }
}
