package io.godel.runbook.plan;

import io.godel.runbook.eval.Constants;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.value.ValueText;
import java.time.Duration;

/**
 * What can be written down, as the language writes it and to the last digit: nothing is rounded.
 */
public final class LiteralText {
  private static final String[] TIME_UNITS = {"d", "h", "m", "s", "ms"};
  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final long BYTE_UNIT_STEP = 1024;

  private LiteralText() {}

  static String of(Expr.Constant constant) {
    if (constant instanceof Expr.DurationValue it) {
      return duration(it.value());
    }
    if (constant instanceof Expr.BytesValue it) {
      return bytes(it.value());
    }
    return ValueText.shown(Constants.value(constant));
  }

  /** All units that are not zero: {@code 1h12m30s}. */
  public static String duration(Duration duration) {
    if (duration.toSeconds() == Long.MIN_VALUE) {
      // It is so long that its opposite does not fit.
      return duration.toString();
    }
    if (duration.isNegative()) {
      return "-" + duration(duration.negated());
    }
    long[] amounts = {
      duration.toDays(),
      duration.toHoursPart(),
      duration.toMinutesPart(),
      duration.toSecondsPart(),
      duration.toMillisPart()
    };
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < amounts.length; i++) {
      if (amounts[i] > 0) {
        out.append(amounts[i]).append(TIME_UNITS[i]);
      }
    }
    return out.isEmpty() ? "0s" : out.toString();
  }

  /** In the largest unit that leaves a whole number. */
  private static String bytes(long bytes) {
    long amount = bytes;
    int unit = 0;
    while (unit < BYTE_UNITS.length - 1 && amount != 0 && amount % BYTE_UNIT_STEP == 0) {
      amount /= BYTE_UNIT_STEP;
      unit++;
    }
    return amount + BYTE_UNITS[unit];
  }
}
