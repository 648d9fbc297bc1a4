package io.godel.runbook.source;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A named text, with the table that turns character offsets into lines and columns. */
public final class SourceFile {
  private final String name;
  private final String text;
  private final int[] lineStarts;

  /** Pieces in another form, by where they stand: a run shows the same ones again and again. */
  private final Map<Long, String> others = new ConcurrentHashMap<>();

  /**
   * @param name what a person calls the file: its path as it was given
   * @param text the whole text, decoded, with any line ending
   */
  public SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = end + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /**
   * A piece of the text in another form, made once.
   *
   * @param made from the piece; the same for the same piece
   */
  public String once(int start, int end, UnaryOperator<String> made) {
    long place = (long) start << Integer.SIZE | end;
    return others.computeIfAbsent(place, key -> made.apply(text.substring(start, end)));
  }

  /** The number of the line that holds the offset, from 1. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of the offset in its line, in characters, from 1. */
  public int column(int offset) {
    return offset - lineStarts[line(offset) - 1] + 1;
  }

  /** The text of a line, without its ending. */
  public String lineText(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, end);
  }

  public int lineCount() {
    return lineStarts.length;
  }

  @Override
  public String toString() {
    return name;
  }
}
