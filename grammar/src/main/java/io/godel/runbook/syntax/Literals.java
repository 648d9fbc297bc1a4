package io.godel.runbook.syntax;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads the values that are written down; one that is out of range is reported. */
final class Literals {
  private static final Map<String, ChronoUnit> TIME_UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private static final Map<String, Long> BYTE_UNITS =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "TB", 1_000_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30,
          "TiB", 1L << 40);

  private final Tokens tokens;
  private final List<Diagnostic> diagnostics;

  Literals(Tokens tokens, List<Diagnostic> diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  long integer(TerminalNode node) {
    return read(node, () -> Long.parseLong(node.getText().replace("_", "")), 0L);
  }

  BigDecimal decimal(TerminalNode node) {
    return read(node, () -> new BigDecimal(node.getText()), BigDecimal.ZERO);
  }

  BigDecimal percent(TerminalNode node) {
    return read(node, () -> new BigDecimal(node.getText().replace("%", "")), BigDecimal.ZERO);
  }

  Duration duration(TerminalNode node) {
    return read(node, () -> durationOf(node.getText()), Duration.ZERO);
  }

  private static Duration durationOf(String text) {
    Duration sum = Duration.ZERO;
    int at = 0;
    while (at < text.length()) {
      int unit = end(text, at, true);
      int end = end(text, unit, false);
      long amount = Long.parseLong(text.substring(at, unit));
      sum = sum.plus(Duration.of(amount, TIME_UNITS.get(text.substring(unit, end))));
      at = end;
    }
    return sum;
  }

  /** Where the number that begins at a place ends, or what stands between two numbers. */
  private static int end(String text, int start, boolean number) {
    int at = start;
    while (at < text.length() && number == text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  long bytes(TerminalNode node) {
    return read(node, () -> bytesOf(node.getText()), 0L);
  }

  private static long bytesOf(String text) {
    int unit = end(text, 0, true);
    return new BigDecimal(text.substring(0, unit))
        .multiply(BigDecimal.valueOf(BYTE_UNITS.get(text.substring(unit))))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  LocalDate date(TerminalNode node) {
    return read(node, () -> dateOf(node.getText()), LocalDate.EPOCH);
  }

  /**
   * The grammar says where its digits are; to make the formats of Java takes longer than a file.
   */
  private static LocalDate dateOf(String text) {
    return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }

  private static int number(String text, int start, int end) {
    return Integer.parseInt(text.substring(start, end));
  }

  Instant instant(TerminalNode node) {
    return read(node, () -> instantOf(node.getText()), Instant.EPOCH);
  }

  /** Of {@code 2026-11-23T04:30:05.25Z} the seconds may be missing, and parts of one. */
  private static Instant instantOf(String text) {
    int second = text.length() > 17 ? number(text, 17, 19) : 0;
    String part = text.length() > 20 ? text.substring(19, text.length() - 1) : "0";
    return dateOf(text)
        .atTime(number(text, 11, 13), number(text, 14, 16), second)
        .plusNanos(new BigDecimal(part).movePointRight(9).longValueExact())
        .toInstant(ZoneOffset.UTC);
  }

  void unitMissing(Span number) {
    String amount = number.text();
    diagnostics.add(
        Diagnostic.error(Code.UNIT_MISSING, number, "a duration needs a unit")
            .here(amount + " of what?")
            .help("write `%ss` for seconds or `%sm` for minutes".formatted(amount, amount)));
  }

  private <T> T read(TerminalNode node, Supplier<T> reading, T otherwise) {
    if (node == null || node.getText().isEmpty()) {
      // It was missing, which has been reported.
      return otherwise;
    }
    try {
      return reading.get();
    } catch (ArithmeticException | NumberFormatException | DateTimeException outOfRange) {
      diagnostics.add(
          Diagnostic.error(
                  Code.LITERAL_OUT_OF_RANGE,
                  tokens.span(node),
                  "`" + node.getText() + "` is no value that exists")
              .here("out of range"));
      return otherwise;
    }
  }
}
