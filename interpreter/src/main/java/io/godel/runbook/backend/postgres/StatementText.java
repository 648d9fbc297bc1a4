package io.godel.runbook.backend.postgres;

import io.godel.runbook.value.Value;
import org.postgresql.core.Parser;

/**
 * The text of a statement as the driver wants it: a question mark stands for a parameter, and one
 * that is an operator is doubled. Within quotes and comments nothing is changed.
 */
final class StatementText {
  /** Stands for a parameter while the text is gone through; PostgreSQL has no such character. */
  private static final char PARAMETER = '\0';

  private final char[] text;
  private final StringBuilder written = new StringBuilder();

  private StatementText(String text) {
    this.text = text.toCharArray();
  }

  static String of(Value.Statement statement) {
    return new StatementText(String.join(String.valueOf(PARAMETER), statement.fragments()))
        .written();
  }

  private String written() {
    int at = 0;
    while (at < text.length) {
      int end = Math.min(text.length - 1, end(at));
      if (end > at) {
        written.append(text, at, end - at + 1);
      } else {
        character(text[at]);
      }
      at = end + 1;
    }
    return written.toString();
  }

  /** Where what begins there ends: a quoted text, a name, a comment, or a single character. */
  private int end(int at) {
    return switch (text[at]) {
      case '\'' -> Parser.parseSingleQuotes(text, at, true);
      case '"' -> Parser.parseDoubleQuotes(text, at);
      case '-' -> Parser.parseLineComment(text, at);
      case '/' -> Parser.parseBlockComment(text, at);
      case '$' -> Parser.parseDollarQuotes(text, at);
      default -> at;
    };
  }

  private void character(char character) {
    switch (character) {
      case PARAMETER -> written.append('?');
      case '?' -> written.append("??");
      default -> written.append(character);
    }
  }
}
