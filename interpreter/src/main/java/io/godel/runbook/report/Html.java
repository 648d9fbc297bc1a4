package io.godel.runbook.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes a page that is HTML and well-formed XML at once: all words are escaped, and what is opened
 * is closed.
 */
final class Html {
  /** What stands among words; all else begins a line. */
  private static final Set<String> INLINE =
      Set.of("a", "b", "bdi", "code", "span", "strong", "em", "small", "title", "tspan");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * @param attributes names and values in turn
   */
  Html open(String tag, String... attributes) {
    begin(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** An element that cannot have anything in it. */
  Html empty(String tag, String... attributes) {
    begin(tag, attributes);
    out.append("/>");
    return this;
  }

  private void begin(String tag, String... attributes) {
    if (!INLINE.contains(tag) && !out.isEmpty()) {
      out.append('\n');
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1]));
      out.append('"');
    }
  }

  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  Html text(String words) {
    out.append(escaped(words));
    return this;
  }

  Html element(String tag, String words, String... attributes) {
    return open(tag, attributes).text(words).close();
  }

  /** Lines that stay lines. */
  Html lines(String tag, Iterable<String> lines) {
    open(tag);
    String before = "";
    for (String line : lines) {
      out.append(before).append(escaped(line));
      before = "\n";
    }
    return close();
  }

  /** The project's own style sheet, which is trusted. */
  Html style(String css) {
    open("style");
    out.append('\n').append(css);
    return close();
  }

  /** The whole page; everything has to be closed. */
  String page() {
    if (!open.isEmpty()) {
      throw new AssertionError("still open: " + open);
    }
    return "<!DOCTYPE html>\n" + out + "\n";
  }

  /** Nothing of it is taken for a part of the page, or turns the direction of what follows. */
  static String escaped(String words) {
    StringBuilder safe = new StringBuilder();
    visible(words)
        .codePoints()
        .forEach(
            code -> {
              switch (code) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                  if (isCharacter(code)) {
                    safe.appendCodePoint(code);
                  } else {
                    safe.append("\\u{").append(Integer.toHexString(code)).append('}');
                  }
                }
              }
            });
    return safe.toString();
  }

  /** Blanks at the ends stay, since words may be put together of several. */
  private static String visible(String words) {
    int begin = 0;
    while (begin < words.length() && words.charAt(begin) == ' ') {
      begin++;
    }
    int end = words.length();
    while (end > begin && words.charAt(end - 1) == ' ') {
      end--;
    }
    return " ".repeat(begin)
        + PlanWords.visible(words.substring(begin, end))
        + " ".repeat(words.length() - end);
  }

  /** Those that XML 1.0 has no place for, in whatever form, are half pairs and non-characters. */
  private static boolean isCharacter(int code) {
    return Character.getType(code) != Character.SURROGATE && (code & 0xFFFE) != 0xFFFE;
  }
}
