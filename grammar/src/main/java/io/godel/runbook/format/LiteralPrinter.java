package io.godel.runbook.format;

import io.godel.runbook.syntax.Expr;
import java.time.Duration;

/** Prints the values that are written down. */
final class LiteralPrinter {
  private LiteralPrinter() {}

  static String print(Expr.Constant constant) {
    if (constant instanceof Expr.BoolValue it) {
      return Boolean.toString(it.value());
    }
    if (constant instanceof Expr.IntValue it) {
      return Long.toString(it.value());
    }
    if (constant instanceof Expr.DecimalValue it) {
      return it.value().toPlainString();
    }
    if (constant instanceof Expr.PercentValue it) {
      return it.value().toPlainString() + "%";
    }
    if (constant instanceof Expr.DurationValue it) {
      return duration(it.value());
    }
    if (constant instanceof Expr.BytesValue it) {
      return bytes(it.value());
    }
    if (constant instanceof Expr.DateValue it) {
      return it.value().toString();
    }
    return constant instanceof Expr.InstantValue it ? it.value().toString() : "none";
  }

  /** In the largest units that go without a rest. */
  static String duration(Duration duration) {
    StringBuilder out = new StringBuilder();
    part(out, duration.toDaysPart(), "d");
    part(out, duration.toHoursPart(), "h");
    part(out, duration.toMinutesPart(), "m");
    part(out, duration.toSecondsPart(), "s");
    part(out, duration.toMillisPart(), "ms");
    return out.isEmpty() ? "0s" : out.toString();
  }

  private static void part(StringBuilder out, long amount, String unit) {
    if (amount > 0) {
      out.append(amount).append(unit);
    }
  }

  private static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    long amount = bytes;
    int unit = 0;
    while (amount != 0 && amount % 1024 == 0 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    return amount + units[unit];
  }
}
