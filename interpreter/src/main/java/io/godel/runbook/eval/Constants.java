package io.godel.runbook.eval;

import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;

/** What is written down in a text, as values. */
public final class Constants {
  private Constants() {}

  public static Value value(Expr.Constant constant) {
    if (constant instanceof Expr.BoolValue it) {
      return new Value.Bool(it.value());
    }
    if (constant instanceof Expr.IntValue it) {
      return new Value.Int(it.value());
    }
    if (constant instanceof Expr.DecimalValue it) {
      return Values.decimalOf(it.value());
    }
    if (constant instanceof Expr.DurationValue it) {
      return new Value.Time(it.value());
    }
    if (constant instanceof Expr.BytesValue it) {
      return new Value.Size(it.value());
    }
    if (constant instanceof Expr.PercentValue it) {
      return new Value.Percent(it.value().stripTrailingZeros());
    }
    if (constant instanceof Expr.DateValue it) {
      return new Value.Day(it.value());
    }
    if (constant instanceof Expr.InstantValue it) {
      return new Value.Moment(it.value());
    }
    return new Value.None();
  }

  /** A value taken as one of a type that the checker allows it to be taken as. */
  public static Value converted(Value value, Type type) {
    if (type == Type.Primitive.DECIMAL && value instanceof Value.Int whole) {
      return Values.decimalOf(java.math.BigDecimal.valueOf(whole.value()));
    }
    if (type == Type.Primitive.REGEX && value instanceof Value.Str text) {
      return new Value.Pattern(text.value());
    }
    if (type == Type.Primitive.URL && value instanceof Value.Str text) {
      return new Value.Address(text.value());
    }
    if (type instanceof Type.Checked checked) {
      return converted(value, checked.base());
    }
    if (type instanceof Type.OptionalOf optional && !(value instanceof Value.None)) {
      return converted(value, optional.of());
    }
    if (type instanceof Type.SecretOf && !(value instanceof Value.Secret)) {
      return new Value.Secret(value);
    }
    return value;
  }
}
