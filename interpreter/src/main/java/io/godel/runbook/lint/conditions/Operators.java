package io.godel.runbook.lint.conditions;

import io.godel.runbook.syntax.Expr;

/** How comparisons are turned around. */
final class Operators {
  private Operators() {}

  static boolean orders(Expr.BinaryOperator operator) {
    return operator != Expr.BinaryOperator.EQUAL && operator != Expr.BinaryOperator.NOT_EQUAL;
  }

  /** True where the other one is false. */
  static Expr.BinaryOperator opposite(Expr.BinaryOperator operator) {
    return switch (operator) {
      case EQUAL -> Expr.BinaryOperator.NOT_EQUAL;
      case NOT_EQUAL -> Expr.BinaryOperator.EQUAL;
      case LESS -> Expr.BinaryOperator.GREATER_EQUAL;
      case LESS_EQUAL -> Expr.BinaryOperator.GREATER;
      case GREATER -> Expr.BinaryOperator.LESS_EQUAL;
      case GREATER_EQUAL -> Expr.BinaryOperator.LESS;
      default -> throw new AssertionError(operator + " compares nothing");
    };
  }

  /** The same with its sides exchanged. */
  static Expr.BinaryOperator turned(Expr.BinaryOperator operator) {
    return switch (operator) {
      case LESS -> Expr.BinaryOperator.GREATER;
      case LESS_EQUAL -> Expr.BinaryOperator.GREATER_EQUAL;
      case GREATER -> Expr.BinaryOperator.LESS;
      case GREATER_EQUAL -> Expr.BinaryOperator.LESS_EQUAL;
      default -> operator;
    };
  }
}
