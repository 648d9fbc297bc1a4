package io.godel.runbook.syntax.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

/** A text as the lexer reads it, counted in characters of Java, as spans are. */
public final class Utf16Stream implements CharStream {
  private final String name;
  private final String text;
  private int position;

  public Utf16Stream(String name, String text) {
    this.name = name;
    this.text = text;
  }

  @Override
  public void consume() {
    if (position == text.length()) {
      throw new IllegalStateException("cannot consume EOF");
    }
    position++;
  }

  @Override
  public int LA(int distance) {
    int at = distance > 0 ? position + distance - 1 : position + distance;
    return distance == 0 || at < 0 || at >= text.length() ? EOF : text.charAt(at);
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, text.length());
    return interval.a >= end ? "" : text.substring(interval.a, end);
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    // The whole text is at hand: nothing has to be kept for a mark.
  }

  @Override
  public int index() {
    return position;
  }

  @Override
  public void seek(int index) {
    position = Math.min(index, text.length());
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return name;
  }
}
