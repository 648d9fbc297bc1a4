package io.godel.runbook.eval;

import io.godel.runbook.syntax.Expr.BinaryOperator;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * Sums and products of numbers with and without units, for operands that the checker has paired.
 */
final class Arithmetic {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Arithmetic() {}

  /**
   * @throws ArithmeticException where the result does not exist or does not fit
   */
  static Value apply(BinaryOperator operator, Value left, Value right, Type result) {
    return switch (operator) {
      case PLUS -> add(left, right, 1);
      case MINUS -> add(left, right, -1);
      case TIMES -> multiply(left, right);
      case DIVIDED_BY -> divide(left, right, result);
      default -> throw new AssertionError("no arithmetic: " + operator);
    };
  }

  /**
   * @throws ArithmeticException where the result does not fit
   */
  static Value negated(Value value) {
    if (value instanceof Value.Int whole) {
      return new Value.Int(Math.negateExact(whole.value()));
    }
    if (value instanceof Value.Time time) {
      return new Value.Time(time.value().negated());
    }
    if (value instanceof Value.Size size) {
      return new Value.Size(Math.negateExact(size.bytes()));
    }
    return Values.decimalOf(Values.decimal(value).negate());
  }

  private static Value add(Value left, Value right, int sign) {
    if (left instanceof Value.Int a && right instanceof Value.Int b) {
      return new Value.Int(Math.addExact(a.value(), Math.multiplyExact(sign, b.value())));
    }
    if (left instanceof Value.Time a && right instanceof Value.Time b) {
      return new Value.Time(a.value().plus(b.value().multipliedBy(sign)));
    }
    if (left instanceof Value.Size a && right instanceof Value.Size b) {
      return new Value.Size(Math.addExact(a.bytes(), Math.multiplyExact(sign, b.bytes())));
    }
    if (left instanceof Value.Percent a && right instanceof Value.Percent b) {
      return new Value.Percent(a.value().add(b.value().multiply(BigDecimal.valueOf(sign))));
    }
    if (left instanceof Value.Moment a) {
      return right instanceof Value.Moment b
          ? new Value.Time(Duration.between(b.value(), a.value()))
          : new Value.Moment(shift(a.value(), Values.duration(right).multipliedBy(sign)));
    }
    BigDecimal second = Values.decimal(right).multiply(BigDecimal.valueOf(sign));
    return Values.decimalOf(Values.decimal(left).add(second));
  }

  private static Instant shift(Instant instant, Duration by) {
    try {
      return instant.plus(by);
    } catch (java.time.DateTimeException tooFar) {
      throw new ArithmeticException(tooFar.getMessage());
    }
  }

  private static Value multiply(Value left, Value right) {
    if (left instanceof Value.Int a && right instanceof Value.Int b) {
      return new Value.Int(Math.multiplyExact(a.value(), b.value()));
    }
    if (left instanceof Value.Time a && right instanceof Value.Int b) {
      return new Value.Time(a.value().multipliedBy(b.value()));
    }
    if (left instanceof Value.Size a) {
      return new Value.Size(scaled(BigDecimal.valueOf(a.bytes()), right).longValueExact());
    }
    if (right instanceof Value.Time || right instanceof Value.Size) {
      return multiply(right, left);
    }
    return Values.decimalOf(Values.decimal(left).multiply(factor(right)));
  }

  private static BigDecimal scaled(BigDecimal amount, Value by) {
    return amount.multiply(factor(by)).setScale(0, RoundingMode.HALF_UP);
  }

  private static BigDecimal factor(Value by) {
    return by instanceof Value.Percent percent
        ? percent.value().divide(HUNDRED, MathContext.DECIMAL64)
        : Values.decimal(by);
  }

  private static Value divide(Value left, Value right, Type result) {
    if (left instanceof Value.Time a && right instanceof Value.Int b) {
      return new Value.Time(a.value().dividedBy(b.value()));
    }
    if (left instanceof Value.Size a && right instanceof Value.Int b) {
      return new Value.Size(quotient(a.bytes(), b.value()));
    }
    if (result == Type.Primitive.INT) {
      return new Value.Int(quotient(Values.integer(left), Values.integer(right)));
    }
    return Values.decimalOf(amount(left).divide(amount(right), MathContext.DECIMAL64));
  }

  private static long quotient(long dividend, long divisor) {
    if (divisor == 0) {
      throw new ArithmeticException("division by zero");
    }
    return dividend / divisor;
  }

  private static BigDecimal amount(Value value) {
    if (value instanceof Value.Size size) {
      return BigDecimal.valueOf(size.bytes());
    }
    if (value instanceof Value.Time time) {
      return BigDecimal.valueOf(time.value().toMillis());
    }
    if (value instanceof Value.Percent percent) {
      return percent.value();
    }
    return Values.decimal(value);
  }
}
