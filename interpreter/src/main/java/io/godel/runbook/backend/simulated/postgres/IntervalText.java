package io.godel.runbook.backend.simulated.postgres;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;

/** PostgreSQL's way to write a time span, as {@code '1 hour 30 minutes'}. */
final class IntervalText {
  private static final Map<String, Long> SECONDS =
      Map.ofEntries(
          Map.entry("second", 1L),
          Map.entry("sec", 1L),
          Map.entry("s", 1L),
          Map.entry("minute", 60L),
          Map.entry("min", 60L),
          Map.entry("m", 60L),
          Map.entry("hour", 3600L),
          Map.entry("h", 3600L),
          Map.entry("day", 86_400L),
          Map.entry("d", 86_400L),
          Map.entry("week", 604_800L));

  private IntervalText() {}

  /**
   * Months and years are not read: they have no fixed length.
   *
   * @param literal with its quotes
   */
  static Optional<BigDecimal> seconds(String literal) {
    BigDecimal sum = BigDecimal.ZERO;
    boolean any = false;
    try (Scanner words = new Scanner(literal.replace("'", ""))) {
      while (words.hasNextBigDecimal()) {
        BigDecimal amount = words.nextBigDecimal();
        String unit = words.hasNext() ? words.next() : "s";
        boolean plural = unit.length() > 1 && unit.endsWith("s");
        Long length = SECONDS.get(plural ? unit.substring(0, unit.length() - 1) : unit);
        if (length == null) {
          return Optional.empty();
        }
        sum = sum.add(amount.multiply(BigDecimal.valueOf(length)));
        any = true;
      }
      return any && !words.hasNext() ? Optional.of(sum) : Optional.empty();
    }
  }
}
