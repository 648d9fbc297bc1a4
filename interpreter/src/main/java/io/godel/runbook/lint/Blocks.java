package io.godel.runbook.lint;

import io.godel.runbook.syntax.Stmt;
import java.util.List;

/** The blocks that a statement has, of whichever kind. */
final class Blocks {
  private Blocks() {}

  static List<List<Stmt>> of(Stmt statement) {
    if (statement instanceof Stmt.Step it) {
      return List.of(it.body());
    }
    if (statement instanceof Stmt.If it) {
      return List.of(it.whenTrue(), it.whenFalse());
    }
    if (statement instanceof Stmt.For it) {
      return List.of(it.body());
    }
    if (statement instanceof Stmt.Parallel it) {
      return List.of(it.body());
    }
    if (statement instanceof Stmt.Undo it) {
      return List.of(it.body());
    }
    if (statement instanceof Stmt.OnFailure it) {
      return List.of(it.body());
    }
    return statement instanceof Stmt.Block it ? List.of(it.body()) : List.of();
  }
}
