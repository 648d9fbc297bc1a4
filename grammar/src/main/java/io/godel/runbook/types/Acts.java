package io.godel.runbook.types;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;

/** Finds the acting calls of statements that have been checked. */
final class Acts {
  private final FactTable facts;
  private final Symbols symbols;

  Acts(FactTable facts, Symbols symbols) {
    this.facts = facts;
    this.symbols = symbols;
  }

  /**
   * @param policy how often and how long it is tried
   */
  record Act(Action action, List<Term> arguments, Stmt.Policy policy, Span span) {}

  /** In the order of the text, those of undo and failure blocks left out. */
  List<Act> of(List<Stmt> body) {
    List<Act> acts = new ArrayList<>();
    body.forEach(statement -> collect(statement, acts));
    return acts;
  }

  Effect effect(List<Stmt> body) {
    return of(body).stream().map(act -> act.action().effect()).reduce(Effect.PURE, Effect::and);
  }

  private void collect(Stmt statement, List<Act> acts) {
    if (statement instanceof Stmt.Do it) {
      act(it.call(), it.policy(), acts);
    } else if (statement instanceof Stmt.Let it && it.acting()) {
      act(it.value(), it.policy(), acts);
    } else {
      inner(statement).forEach(block -> block.forEach(each -> collect(each, acts)));
    }
  }

  private void act(Expr call, Stmt.Policy policy, List<Act> acts) {
    if (facts.find(call).orElse(null) instanceof Term.Invoke invoke
        && invoke.action().effect().acts()) {
      Action whole = symbols.actions.getOrDefault(invoke.action().qualifiedName(), invoke.action());
      acts.add(new Act(whole, invoke.arguments(), policy, call.span()));
    }
  }

  /** Whether anything was meant to act, even where it was found not to. */
  boolean attempted(List<Stmt> body) {
    return body.stream().anyMatch(this::attempts);
  }

  private boolean attempts(Stmt statement) {
    if (statement instanceof Stmt.Let it) {
      boolean acts = facts.find(it.value()).filter(term -> Terms.effect(term).acts()).isPresent();
      return it.acting() || acts;
    }
    return statement instanceof Stmt.Do || inner(statement).stream().anyMatch(this::attempted);
  }

  /** The blocks that a statement is made of, run as part of it. */
  static List<List<Stmt>> inner(Stmt statement) {
    if (statement instanceof Stmt.If it) {
      return List.of(it.whenTrue(), it.whenFalse());
    }
    if (statement instanceof Stmt.For it) {
      return List.of(it.body());
    }
    if (statement instanceof Stmt.Parallel it) {
      return List.of(it.body());
    }
    return statement instanceof Stmt.Block it ? List.of(it.body()) : List.of();
  }
}
