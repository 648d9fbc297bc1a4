package io.godel.runbook.plan;

import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.syntax.Text;
import java.util.List;
import java.util.Optional;

/** What to call a block that has no name of its own: after the first thing in it that has one. */
final class StatementName {
  private StatementName() {}

  static String of(List<Stmt> body) {
    return body.stream()
        .map(StatementName::of)
        .flatMap(Optional::stream)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Optional<String> of(Stmt statement) {
    if (statement instanceof Stmt.Step it) {
      return Optional.of(it.name().text());
    }
    if (statement instanceof Stmt.Let it) {
      return Optional.of(it.name().text());
    }
    if (statement instanceof Stmt.Yield it) {
      return Optional.of(it.name().text());
    }
    if (statement instanceof Stmt.Do it) {
      return it.call() instanceof Expr.Call call
          ? Optional.of(call.function().text())
          : Optional.empty();
    }
    if (statement instanceof Stmt.CallRunbook it) {
      return Optional.of(it.runbook().text());
    }
    if (statement instanceof Stmt.For it) {
      return Optional.of(of(it.body()));
    }
    if (statement instanceof Stmt.Block it) {
      return Optional.of(of(it.body()));
    }
    return says(statement).map(Text::plain);
  }

  private static Optional<Text> says(Stmt statement) {
    if (statement instanceof Stmt.Verify it) {
      return Optional.of(it.what());
    }
    if (statement instanceof Stmt.Await it) {
      return it.what();
    }
    return statement instanceof Stmt.Manual it ? Optional.of(it.task()) : Optional.empty();
  }
}
