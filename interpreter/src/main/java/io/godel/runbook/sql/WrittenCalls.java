package io.godel.runbook.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds by its words alone what a statement may call: every name before an opening bracket.
 *
 * <p>A walk through the parsed statement misses the corners that the walker does not know (ORDER
 * BY, FILTER, OVER, …). This finds too much rather than too little. Strings, comments and names in
 * quotes are told apart as PostgreSQL does (manual, section 4.1).
 */
final class WrittenCalls {
  private static final Pattern WORDS =
      Pattern.compile(
          "(?<skip>--[^\\n]*+|/\\*|[eE]'[^'\\\\]*+(?:(?:\\\\.|'')[^'\\\\]*+)*+'"
              + "|'[^']*+(?:''[^']*+)*+'"
              + "|\\$(?<tag>[a-zA-Z_]*)\\$.*?\\$\\k<tag>\\$)"
              + "|(?<escaped>[uU]&\")|\"(?<quoted>[^\"]*+(?:\"\"[^\"]*+)*+)\""
              + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*+)|(?<sign>\\S)",
          Pattern.DOTALL);

  private final TreeSet<String> names = new TreeSet<>();
  private boolean locks;
  private boolean goesOn;
  private boolean escapes;
  private int openings;

  private WrittenCalls() {}

  static WrittenCalls of(String statement) {
    WrittenCalls found = new WrittenCalls();
    found.scan(statement);
    return found;
  }

  /** In lower case, without their schema. */
  List<String> names() {
    return new ArrayList<>(names);
  }

  /** Whether rows are locked somewhere: {@code FOR UPDATE} and its like. */
  boolean locks() {
    return locks;
  }

  /** Whether a second statement follows. */
  boolean goesOn() {
    return goesOn;
  }

  /** Whether a name is spelt with escapes, so that it cannot be compared with anything. */
  boolean escapes() {
    return escapes;
  }

  /** How many brackets and {@code CASE}s are opened: it is nested no deeper than that. */
  int openings() {
    return openings;
  }

  private void scan(String statement) {
    Matcher words = WORDS.matcher(statement);
    String before = "";
    int from = 0;
    while (words.find(from)) {
      from = words.end();
      if ("/*".equals(words.group("skip"))) {
        from = commentEnd(statement, words.end());
      } else if (words.group("skip") == null) {
        before = take(words, before);
      }
    }
  }

  /** Comments of this kind can stand inside of each other. */
  private static int commentEnd(String statement, int start) {
    int depth = 1;
    int at = start;
    while (depth > 0 && at < statement.length()) {
      if (statement.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else if (statement.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else {
        at++;
      }
    }
    return at;
  }

  private String take(Matcher words, String before) {
    if (words.group("quoted") != null) {
      return words.group("quoted").replace("\"\"", "\"").toLowerCase(Locale.ROOT);
    }
    if (words.group("word") != null) {
      String word = words.group("word").toLowerCase(Locale.ROOT);
      boolean lock = word.equals("update") || word.equals("share") || word.equals("key");
      openings += word.equals("case") ? 1 : 0;
      locks |= lock && (before.equals("for") || before.equals("no"));
      return word;
    }
    escapes |= words.group("escaped") != null;
    goesOn |= ";".equals(words.group("sign"));
    openings += "(".equals(words.group("sign")) || "[".equals(words.group("sign")) ? 1 : 0;
    if ("(".equals(words.group("sign")) && !before.isEmpty()) {
      names.add(before);
    }
    return "";
  }
}
