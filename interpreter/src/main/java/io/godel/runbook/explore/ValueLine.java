package io.godel.runbook.explore;

import io.godel.runbook.plan.WrittenValue;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * The values of a type in a row, so that each has one right before and one right after it: whole
 * numbers, bytes, milliseconds, and decimals with so many digits.
 *
 * @param scale how many digits of a decimal or of a percentage stand behind the point
 */
record ValueLine(Type type, int scale) {
  /** Between two values that are written with so many digits there are a hundred others. */
  private static final int MORE_DIGITS = 2;

  private static final long UNIT_STEP = 1024;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  /** Empty for a type whose values are in no row. */
  static Optional<ValueLine> of(Type type) {
    Type plain = plain(type);
    boolean ordered =
        plain == Type.Primitive.INT
            || plain == Type.Primitive.DECIMAL
            || plain == Type.Primitive.BYTES
            || plain == Type.Primitive.DURATION
            || plain == Type.Primitive.PERCENT;
    return ordered ? Optional.of(new ValueLine(plain, 0)) : Optional.empty();
  }

  private static Type plain(Type type) {
    if (type instanceof Type.OptionalOf it) {
      return plain(it.of());
    }
    return type instanceof Type.Checked it ? plain(it.base()) : type;
  }

  /** The value that is written so; a zero needs no unit. */
  Optional<Value> read(String text) {
    if (!text.equals("0")) {
      return WrittenValue.read(text, type);
    }
    return Optional.of(of(0));
  }

  /** A range as it is written. */
  String example() {
    if (type == Type.Primitive.INT) {
      return "1..10";
    }
    if (type == Type.Primitive.BYTES) {
      return "0..64MiB";
    }
    if (type == Type.Primitive.DURATION) {
      return "30s..5m";
    }
    return type == Type.Primitive.PERCENT ? "10%..50%" : "0.5..1.5";
  }

  /** A line on which that value has its place, with room beside it. */
  ValueLine with(Value value) {
    BigDecimal digits =
        value instanceof Value.Decimal it
            ? it.value()
            : value instanceof Value.Percent it ? it.value() : BigDecimal.ZERO;
    boolean decimal = type == Type.Primitive.DECIMAL || type == Type.Primitive.PERCENT;
    return decimal
        ? new ValueLine(type, Math.max(scale, Math.max(digits.scale(), 0) + MORE_DIGITS))
        : this;
  }

  /** The last place on the line that is not behind the value; empty for one that has none. */
  Optional<Long> place(Value value) {
    try {
      if (value instanceof Value.Int it) {
        return Optional.of(
            type == Type.Primitive.DECIMAL ? decimal(BigDecimal.valueOf(it.value())) : it.value());
      }
      if (value instanceof Value.Size it) {
        return Optional.of(it.bytes());
      }
      if (value instanceof Value.Time it) {
        return Optional.of(it.value().toMillis());
      }
      if (value instanceof Value.Decimal it) {
        return Optional.of(decimal(it.value()));
      }
      return value instanceof Value.Percent it
          ? Optional.of(decimal(it.value()))
          : Optional.empty();
    } catch (ArithmeticException tooGreat) {
      return Optional.empty();
    }
  }

  private long decimal(BigDecimal value) {
    return value.setScale(scale, RoundingMode.FLOOR).unscaledValue().longValueExact();
  }

  Value of(long place) {
    if (type == Type.Primitive.INT) {
      return new Value.Int(place);
    }
    if (type == Type.Primitive.BYTES) {
      return new Value.Size(place);
    }
    if (type == Type.Primitive.DURATION) {
      return new Value.Time(Duration.ofMillis(place));
    }
    BigDecimal digits = digits(place);
    return type == Type.Primitive.PERCENT ? new Value.Percent(digits) : new Value.Decimal(digits);
  }

  private BigDecimal digits(long place) {
    BigDecimal digits = BigDecimal.valueOf(place, scale).stripTrailingZeros();
    return digits.scale() < 0 ? digits.setScale(0) : digits;
  }

  /** As an operator writes it, exactly. */
  String written(long place) {
    if (type == Type.Primitive.INT) {
      return Long.toString(place);
    }
    if (type == Type.Primitive.BYTES) {
      return bytes(place);
    }
    if (type == Type.Primitive.DURATION) {
      return ValueText.exactDuration(Duration.ofMillis(place));
    }
    String digits = digits(place).toPlainString();
    return type == Type.Primitive.PERCENT ? digits + "%" : decimalText(digits);
  }

  private static String decimalText(String digits) {
    return digits.contains(".") ? digits : digits + ".0";
  }

  private static String bytes(long place) {
    long whole = place;
    int unit = 0;
    while (unit < UNITS.length - 1 && whole != 0 && whole % UNIT_STEP == 0) {
      whole /= UNIT_STEP;
      unit++;
    }
    return whole + UNITS[unit];
  }
}
