package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import java.util.Locale;
import org.antlr.v4.runtime.Token;

/** Speaks of characters that mean nothing outside of texts and comments. */
final class UnknownSigns {
  /** Of a longer run only the beginning is shown. */
  private static final int SHOWN_MAX = 12;

  private static final String TYPOGRAPHIC_QUOTES = "“”„‟«»";

  private UnknownSigns() {}

  static Diagnostic diagnostic(Span run) {
    String text = run.text();
    int first = text.codePointAt(0);
    if (TYPOGRAPHIC_QUOTES.indexOf(first) >= 0) {
      return Diagnostic.error(Code.FOREIGN_OPERATOR, run, "a text stands between straight quotes")
          .help("write `\"…\"`");
    }
    if (isInvisible(first)) {
      return Diagnostic.error(
              Code.UNEXPECTED, run, "a character that cannot be seen stands here: " + number(first))
          .help("delete it, or put a plain blank in its place");
    }
    if (Character.isLetter(first)) {
      return Diagnostic.error(
              Code.UNEXPECTED, run, "a name cannot have `" + shown(text) + "` in it")
          .help("names consist of the letters a to z and A to Z, digits and `_`");
    }
    return Diagnostic.error(
            Code.UNEXPECTED, run, "`" + shown(text) + "` means nothing outside of a text")
        .help("delete it, or put it between quotes");
  }

  static boolean isQuote(Token sign) {
    return TYPOGRAPHIC_QUOTES.contains(sign.getText());
  }

  private static boolean isInvisible(int sign) {
    return switch (Character.getType(sign)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }

  private static String number(int sign) {
    return String.format(Locale.ROOT, "U+%04X", sign);
  }

  private static String shown(String text) {
    if (text.codePointCount(0, text.length()) <= SHOWN_MAX) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, SHOWN_MAX)) + "…";
  }
}
