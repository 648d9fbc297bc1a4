package io.godel.runbook.types;

import io.godel.runbook.syntax.Expr;

/** The types of what is written down. */
final class Literals {
  private Literals() {}

  static Type type(Expr.Constant constant) {
    if (constant instanceof Expr.BoolValue) {
      return Type.Primitive.BOOL;
    }
    if (constant instanceof Expr.IntValue) {
      return Type.Primitive.INT;
    }
    if (constant instanceof Expr.DecimalValue) {
      return Type.Primitive.DECIMAL;
    }
    if (constant instanceof Expr.DurationValue) {
      return Type.Primitive.DURATION;
    }
    if (constant instanceof Expr.BytesValue) {
      return Type.Primitive.BYTES;
    }
    if (constant instanceof Expr.PercentValue) {
      return Type.Primitive.PERCENT;
    }
    if (constant instanceof Expr.DateValue) {
      return Type.Primitive.DATE;
    }
    if (constant instanceof Expr.InstantValue) {
      return Type.Primitive.INSTANT;
    }
    return Type.Primitive.NOTHING;
  }
}
