package io.godel.runbook.plan;

import io.godel.runbook.eval.Constants;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.value.ValueText;

/**
 * What can be written down, as the language writes it and to the last digit: nothing is rounded.
 */
public final class LiteralText {
  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final long BYTE_UNIT_STEP = 1024;

  private LiteralText() {}

  static String of(Expr.Constant constant) {
    if (constant instanceof Expr.DurationValue it) {
      return ValueText.exactDuration(it.value());
    }
    if (constant instanceof Expr.BytesValue it) {
      return bytes(it.value());
    }
    return ValueText.shown(Constants.value(constant));
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
