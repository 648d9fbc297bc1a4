package io.godel.runbook.lint;

import io.godel.runbook.source.Span;
import java.util.List;

/**
 * A change of a text that removes a finding and changes nothing else.
 *
 * @param what it does, for people
 * @param edits which do not overlap
 */
public record Fix(String what, List<Edit> edits) {
  public Fix {
    edits = List.copyOf(edits);
  }

  /** A piece of the text, and what stands there afterwards. */
  public record Edit(Span span, String text) {}

  public static Fix replace(String what, Span span, String text) {
    return new Fix(what, List.of(new Edit(span, text)));
  }

  /** Removes the piece, and the whole lines that would be left empty. */
  public static Fix remove(String what, Span span) {
    return replace(what, wholeLines(span), "");
  }

  private static Span wholeLines(Span span) {
    String text = span.source().text();
    int start = span.start();
    while (start > 0 && isBlank(text.charAt(start - 1))) {
      start--;
    }
    int end = span.end();
    while (end < text.length() && isBlank(text.charAt(end))) {
      end++;
    }
    boolean first = start == 0 || text.charAt(start - 1) == '\n';
    boolean last = end == text.length() || text.charAt(end) == '\n' || text.charAt(end) == '\r';
    if (!first || !last) {
      return span;
    }
    if (end < text.length() && text.charAt(end) == '\r') {
      end++;
    }
    return new Span(span.source(), start, Math.min(text.length(), end + 1));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
