package io.godel.runbook.eval;

import io.godel.runbook.value.Value;
import java.math.BigDecimal;
import java.time.Duration;

/** Reads plain Java values out of values whose type the checker has made sure of. */
final class Values {
  private Values() {}

  static boolean bool(Value value) {
    return as(Value.Bool.class, value).value();
  }

  static long integer(Value value) {
    return as(Value.Int.class, value).value();
  }

  static String string(Value value) {
    return as(Value.Str.class, value).value();
  }

  static Duration duration(Value value) {
    return as(Value.Time.class, value).value();
  }

  static BigDecimal decimal(Value value) {
    if (value instanceof Value.Int whole) {
      return BigDecimal.valueOf(whole.value());
    }
    return as(Value.Decimal.class, value).value();
  }

  static <V extends Value> V as(Class<V> kind, Value value) {
    if (!kind.isInstance(value)) {
      throw new AssertionError("expected " + kind.getSimpleName() + ", found " + value);
    }
    return kind.cast(value);
  }

  /** A decimal in its one normal form, so that equal numbers are equal values. */
  static Value decimalOf(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return new Value.Decimal(plain.scale() < 0 ? plain.setScale(0) : plain);
  }
}
