package io.godel.runbook.byhand;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a POSIX shell. */
final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[-A-Za-z0-9_./:=,@%+]+");

  private Shell() {}

  /** The text as one word, whatever stands in it (POSIX.1-2024, Shell Command Language, 2.2.2). */
  static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  static String words(List<String> texts) {
    return texts.stream().map(Shell::word).collect(Collectors.joining(" "));
  }

  /** The name as one of a variable. */
  static String name(String text) {
    return text.replaceAll("[^A-Za-z0-9_]", "_");
  }
}
