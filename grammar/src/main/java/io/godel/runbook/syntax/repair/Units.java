package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** Tells what was meant by a number with a unit that does not exist. */
final class Units {
  private static final Pattern AMOUNT =
      Pattern.compile("((?:[0-9]+(?:ms|s|m|h|d))*)([0-9]+(?:\\.[0-9]+)?)([a-zA-Z_][a-zA-Z0-9_]*)");

  private static final Pattern UNIT_AND_NUMBER = Pattern.compile("(?:ms|s|m|h|d)[0-9]+");

  private static final List<String> SIZES =
      List.of("B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB");

  private static final List<String> TIMES = List.of("ms", "s", "m", "h", "d");

  private static final Map<String, String> HABITS =
      Map.ofEntries(
          Map.entry("sec", "s"),
          Map.entry("secs", "s"),
          Map.entry("second", "s"),
          Map.entry("seconds", "s"),
          Map.entry("msec", "ms"),
          Map.entry("millis", "ms"),
          Map.entry("milliseconds", "ms"),
          Map.entry("min", "m"),
          Map.entry("mins", "m"),
          Map.entry("minute", "m"),
          Map.entry("minutes", "m"),
          Map.entry("M", "m"),
          Map.entry("hr", "h"),
          Map.entry("hrs", "h"),
          Map.entry("hour", "h"),
          Map.entry("hours", "h"),
          Map.entry("H", "h"),
          Map.entry("S", "s"),
          Map.entry("D", "d"),
          Map.entry("day", "d"),
          Map.entry("days", "d"),
          Map.entry("b", "B"),
          Map.entry("byte", "B"),
          Map.entry("bytes", "B"),
          Map.entry("K", "KiB"),
          Map.entry("k", "kB"),
          Map.entry("Ki", "KiB"),
          Map.entry("Mi", "MiB"),
          Map.entry("Gi", "GiB"),
          Map.entry("Ti", "TiB"),
          Map.entry("G", "GiB"),
          Map.entry("T", "TiB"));

  private Units() {}

  /** The diagnostic, and what to go on with. */
  record Mended(Diagnostic diagnostic, Token token) {}

  static Mended mended(Token word, Faults faults) {
    Matcher parts = AMOUNT.matcher(word.getText());
    if (!parts.matches()) {
      throw new AssertionError("no amount: " + word.getText());
    }
    String unit = parts.group(3);
    if (UNIT_AND_NUMBER.matcher(unit).matches()) {
      return new Mended(
          faults
              .error(
                  Code.UNIT_MISSING,
                  word,
                  "the last number of `%s` has no unit".formatted(word.getText()))
              .help("write, for example, `%sm`".formatted(word.getText())),
          read(word, false));
    }
    Optional<String> meant = Optional.ofNullable(HABITS.get(unit)).or(() -> nearest(unit));
    Diagnostic wrong =
        faults
            .error(Code.UNKNOWN_UNIT, word, "there is no unit `%s`".formatted(unit))
            .here("in `%s`".formatted(word.getText()));
    Diagnostic helped =
        meant
            .map(it -> wrong.help("did you mean `" + parts.group(1) + parts.group(2) + it + "`?"))
            .orElse(wrong)
            .help(
                "durations end in ms, s, m, h, d; sizes in B, kB, MB, GB, TB, KiB, MiB, GiB, TiB");
    boolean size = meant.filter(SIZES::contains).isPresent();
    return new Mended(helped, read(word, size));
  }

  /** For a number and a unit with a space between; empty when the word is no unit. */
  static Optional<Mended> apart(Token number, Token word, Faults faults) {
    String unit = HABITS.getOrDefault(word.getText(), word.getText());
    if (!SIZES.contains(unit) && !TIMES.contains(unit)) {
      return Optional.empty();
    }
    CommonToken whole = Words.as(number, number.getType());
    whole.setStopIndex(word.getStopIndex());
    Diagnostic wrong =
        faults
            .error(Code.UNIT_MISSING, whole, "a unit stands directly behind its number")
            .help("write `" + number.getText() + unit + "`");
    return Optional.of(new Mended(wrong, read(whole, SIZES.contains(unit))));
  }

  /** What is read instead does not matter, for the file has an error; but it must be readable. */
  private static Token read(Token word, boolean size) {
    CommonToken token = Words.as(word, size ? RunbookLexer.BYTES : RunbookLexer.DURATION);
    token.setText(size ? "1B" : "1s");
    return token;
  }

  private static Optional<String> nearest(String unit) {
    Optional<String> same = SIZES.stream().filter(unit::equalsIgnoreCase).findFirst();
    return unit.length() < 3 ? same : same.or(() -> Suggestion.nearest(unit, SIZES));
  }
}
