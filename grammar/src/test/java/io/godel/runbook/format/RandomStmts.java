package io.godel.runbook.format;

import static io.godel.runbook.format.RandomExprs.NOWHERE;

import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes statements of every kind. */
final class RandomStmts {
  private static final int EXPR_DEPTH = 3;

  private final RandomExprs exprs;

  RandomStmts(RandomExprs exprs) {
    this.exprs = exprs;
  }

  private Expr expr() {
    return exprs.expr(exprs.below(EXPR_DEPTH));
  }

  /** A place for a span of time takes no bare number. */
  private Expr span() {
    return exprs.sometimes()
        ? new Expr.NameExpr(exprs.name(), NOWHERE)
        : new Expr.Literal(new Expr.DurationValue(exprs.duration()), NOWHERE);
  }

  List<Stmt> block(int depth) {
    return exprs.some(0, 3, () -> stmt(depth));
  }

  Stmt.Let let() {
    return new Stmt.Let(
        exprs.name(),
        exprs.maybe(() -> exprs.type(1)),
        exprs.sometimes(),
        expr(),
        policy(),
        NOWHERE);
  }

  private Stmt.Policy policy() {
    return new Stmt.Policy(
        exprs.maybe(
            () -> new Stmt.Retry(exprs.below(9), exprs.duration(), exprs.duration(), NOWHERE)),
        exprs.maybe(exprs::duration));
  }

  private Stmt.Refusal refusal() {
    return switch (exprs.below(3)) {
      case 0 -> new Stmt.Skip(NOWHERE);
      case 1 -> new Stmt.AbortRun(exprs.maybe(() -> exprs.text(1)), NOWHERE);
      default -> new Stmt.UseScenario(exprs.name(), NOWHERE);
    };
  }

  Stmt stmt(int depth) {
    return depth == 0 ? simple() : exprs.sometimes() ? simple() : nested(depth - 1);
  }

  private Stmt simple() {
    Supplier<Optional<Stmt.Refusal>> refusal = () -> exprs.maybe(this::refusal);
    return switch (exprs.below(13)) {
      case 0 -> let();
      case 1 ->
          new Stmt.Guard(
              exprs.text(1), expr(), exprs.maybe(exprs::duration), refusal.get(), NOWHERE);
      case 2 -> new Stmt.Warn(exprs.text(1), expr(), NOWHERE);
      case 3 ->
          new Stmt.Approve(
              exprs.text(1),
              exprs.sometimes(),
              exprs.text(0),
              span(),
              refusal.get(),
              refusal.get(),
              NOWHERE);
      case 4 -> new Stmt.Do(expr(), policy(), NOWHERE);
      case 5 -> new Stmt.Verify(exprs.text(1), expr(), span(), span(), NOWHERE);
      case 6 ->
          new Stmt.Await(
              exprs.maybe(() -> exprs.text(1)), expr(), span(), span(), refusal.get(), NOWHERE);
      case 7 -> new Stmt.Yield(exprs.name(), expr(), NOWHERE);
      case 8 -> new Stmt.UndoNone(exprs.text(0), NOWHERE);
      case 9 -> new Stmt.UndoKeep(exprs.text(0), NOWHERE);
      case 10 -> new Stmt.Escalate(exprs.text(0), exprs.maybe(this::expr), NOWHERE);
      case 11 -> new Stmt.CallRunbook(exprs.name(), exprs.arguments(1), NOWHERE);
      default -> new Stmt.Abort(exprs.text(1), NOWHERE);
    };
  }

  private Stmt nested(int depth) {
    return switch (exprs.below(8)) {
      case 0 ->
          new Stmt.Step(
              exprs.name(),
              exprs.text(0),
              policy(),
              exprs.some(0, 2, () -> new Stmt.Limit(expr(), exprs.name(), NOWHERE)),
              block(depth),
              NOWHERE);
      case 1 -> new Stmt.Undo(block(depth), NOWHERE);
      case 2 -> new Stmt.OnFailure(block(depth), NOWHERE);
      case 3 -> new Stmt.Parallel(block(depth), NOWHERE);
      case 4 -> new Stmt.For(exprs.name(), expr(), 1 + exprs.below(3), block(depth), NOWHERE);
      case 5 -> new Stmt.If(expr(), block(depth), block(depth), NOWHERE);
      case 6 ->
          new Stmt.Manual(
              exprs.text(1), exprs.text(0), span(), exprs.some(0, 2, this::answer), NOWHERE);
      default -> new Stmt.Block(block(depth), NOWHERE);
    };
  }

  private Stmt.Answer answer() {
    Name name = exprs.name();
    return new Stmt.Answer(name, exprs.type(1), exprs.text(0), NOWHERE);
  }
}
