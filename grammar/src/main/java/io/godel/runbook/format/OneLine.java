package io.godel.runbook.format;

import io.godel.runbook.source.Span;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A piece of a text as it would stand if one line were wide enough for it, without comments. */
public final class OneLine {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern PIECE =
      Pattern.compile(
          "(\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\")"
              + "|(\\s*(?://[^\\n]*|/\\*[\\s\\S]*?\\*/))"
              + "|((?<=[(\\[])\\s+|,?\\s+(?=[)\\]]))"
              + "|(,\\s+(?=}))"
              + "|\\s+");

  private OneLine() {}

  public static String of(Span span) {
    return span.source().once(span.start(), span.end(), OneLine::of);
  }

  private static String of(String piece) {
    String text = piece.strip();
    return isOneLine(text) ? text : PIECE.matcher(text).replaceAll(OneLine::replacement);
  }

  /** Most are: single blanks, none beside a bracket, and no comment. */
  private static boolean isOneLine(String text) {
    for (int i = 1; i < text.length(); i++) {
      char before = text.charAt(i - 1);
      char here = text.charAt(i);
      boolean comment = before == '/' && (here == '/' || here == '*');
      boolean blank = Character.isWhitespace(here) && (here != ' ' || "([ ".indexOf(before) >= 0);
      boolean closing = before == ' ' && ")]}".indexOf(here) >= 0;
      if (comment || blank || closing) {
        return false;
      }
    }
    return true;
  }

  private static String replacement(MatchResult found) {
    String piece = found.group();
    if (piece.startsWith("\"")) {
      return Matcher.quoteReplacement(
          piece.indexOf('\n') < 0 ? piece : SPACE.matcher(piece).replaceAll(" "));
    }
    boolean gone = found.group(2) != null || found.group(3) != null;
    return gone ? "" : " ";
  }
}
