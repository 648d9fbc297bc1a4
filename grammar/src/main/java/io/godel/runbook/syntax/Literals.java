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
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads the values that are written down; one that is out of range is reported. */
final class Literals {
  private static final Pattern DURATION_PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");
  private static final Pattern BYTES = Pattern.compile("([0-9.]+)([A-Za-z]+)");
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
    Matcher part = DURATION_PART.matcher(text);
    while (part.find()) {
      long amount = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
              });
    }
    return sum;
  }

  long bytes(TerminalNode node) {
    return read(node, () -> bytesOf(node.getText()), 0L);
  }

  private static long bytesOf(String text) {
    Matcher parts = BYTES.matcher(text);
    if (!parts.matches()) {
      throw new NumberFormatException(text);
    }
    BigDecimal unit = BigDecimal.valueOf(BYTE_UNITS.get(parts.group(2)));
    return new BigDecimal(parts.group(1))
        .multiply(unit)
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
    return LocalDate.of(
        Integer.parseInt(text.substring(0, 4)),
        Integer.parseInt(text.substring(5, 7)),
        Integer.parseInt(text.substring(8)));
  }

  Instant instant(TerminalNode node) {
    return read(
        node,
        () -> {
          String text = node.getText();
          boolean noSeconds = text.indexOf(':') == text.lastIndexOf(':');
          return Instant.parse(noSeconds ? text.replace("Z", ":00Z") : text);
        },
        Instant.EPOCH);
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
