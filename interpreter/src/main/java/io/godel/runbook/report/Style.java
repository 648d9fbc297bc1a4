package io.godel.runbook.report;

import java.util.regex.Pattern;

/** How the words of a report are set apart from each other on the medium that shows them. */
public enum Style {
  /** Without any marks: for pipes, files and golden tests. */
  PLAIN("", "", "", "", "", "", ""),
  /** With the escape codes of ECMA-48, as terminals understand them. */
  TERMINAL(
      "\u001b[0m",
      "\u001b[1m",
      "\u001b[2m",
      "\u001b[31m",
      "\u001b[32m",
      "\u001b[33m",
      "\u001b[36m");

  private static final Pattern MARKS = Pattern.compile("\u001b\\[[0-9;]*m");

  private final String end;
  private final String bold;
  private final String faint;
  private final String red;
  private final String green;
  private final String yellow;
  private final String cyan;

  Style(
      String end, String bold, String faint, String red, String green, String yellow, String cyan) {
    this.end = end;
    this.bold = bold;
    this.faint = faint;
    this.red = red;
    this.green = green;
    this.yellow = yellow;
    this.cyan = cyan;
  }

  public String bold(String text) {
    return bold + text + end;
  }

  public String faint(String text) {
    return faint + text + end;
  }

  public String bad(String text) {
    return red + text + end;
  }

  public String good(String text) {
    return green + text + end;
  }

  public String attention(String text) {
    return yellow + text + end;
  }

  public String name(String text) {
    return cyan + text + end;
  }

  /** How many columns the text takes, its marks left out. */
  public static int length(String text) {
    return MARKS.matcher(text).replaceAll("").length();
  }

  /** Filled up with blanks to that many columns. */
  public static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - length(text)));
  }
}
