package io.godel.runbook.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The difference of two texts, line by line, as {@code patch} takes it. */
public final class UnifiedDiff {
  /** Lines around a change that stay. */
  private static final int CONTEXT = 3;

  /** Texts that differ by more lines are told as one text in the place of the other. */
  private static final int DIFFERENCES_MAX = 1000;

  private enum Kind {
    SAME(" "),
    OUT("-"),
    IN("+");

    private final String mark;

    Kind(String mark) {
      this.mark = mark;
    }
  }

  private record Edit(Kind kind, String line) {}

  private UnifiedDiff() {}

  /** Empty for equal texts. */
  public static String of(String name, String before, String after) {
    if (before.equals(after)) {
      return "";
    }
    List<Edit> edits = edits(lines(before), lines(after));
    StringBuilder out = new StringBuilder("--- " + name + "\n+++ " + name + "\n");
    int at = 0;
    while ((at = nextChange(edits, at)) < edits.size()) {
      int from = Math.max(0, at - CONTEXT);
      int to = hunkEnd(edits, at);
      hunk(edits, from, to, out);
      at = to;
    }
    return out.toString();
  }

  /** With their ends: a text whose last line has none differs from one whose last line has one. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, to));
      from = to;
    }
    return lines;
  }

  private static int nextChange(List<Edit> edits, int from) {
    int at = from;
    while (at < edits.size() && edits.get(at).kind() == Kind.SAME) {
      at++;
    }
    return at;
  }

  /** Changes that are close to each other are told together. */
  private static int hunkEnd(List<Edit> edits, int change) {
    int last = change;
    for (int at = change; at < edits.size() && at - last <= 2 * CONTEXT; at++) {
      last = edits.get(at).kind() == Kind.SAME ? last : at;
    }
    return Math.min(edits.size(), last + CONTEXT + 1);
  }

  private static void hunk(List<Edit> edits, int from, int to, StringBuilder out) {
    int lineBefore = count(edits, 0, from, Kind.IN);
    int lineAfter = count(edits, 0, from, Kind.OUT);
    int before = count(edits, from, to, Kind.IN);
    int after = count(edits, from, to, Kind.OUT);
    out.append("@@ -").append(range(lineBefore, before));
    out.append(" +").append(range(lineAfter, after)).append(" @@\n");
    for (Edit edit : edits.subList(from, to)) {
      String line = edit.line();
      out.append(edit.kind().mark).append(line);
      out.append(line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n");
    }
  }

  private static String range(int linesAbove, int count) {
    return (count == 0 ? linesAbove : linesAbove + 1) + "," + count;
  }

  private static int count(List<Edit> edits, int from, int to, Kind without) {
    return (int) edits.subList(from, to).stream().filter(it -> it.kind() != without).count();
  }

  private static List<Edit> edits(List<String> before, List<String> after) {
    int same = 0;
    int shorter = Math.min(before.size(), after.size());
    while (same < shorter && before.get(same).equals(after.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < shorter - same
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<Edit> edits = new ArrayList<>();
    add(edits, Kind.SAME, before.subList(0, same));
    edits.addAll(
        middle(
            before.subList(same, before.size() - tail), after.subList(same, after.size() - tail)));
    add(edits, Kind.SAME, before.subList(before.size() - tail, before.size()));
    return edits;
  }

  private static void add(List<Edit> edits, Kind kind, List<String> lines) {
    lines.forEach(line -> edits.add(new Edit(kind, line)));
  }

  /** The fewest edits, as Myers finds them: how far each diagonal gets with so many of them. */
  private static List<Edit> middle(List<String> before, List<String> after) {
    int max = Math.min(before.size() + after.size(), DIFFERENCES_MAX);
    int[] far = new int[2 * max + 2];
    List<int[]> trace = new ArrayList<>();
    for (int edits = 0; edits <= max; edits++) {
      trace.add(far.clone());
      for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
        int x = start(far, max, edits, diagonal);
        while (x < before.size()
            && x - diagonal < after.size()
            && before.get(x).equals(after.get(x - diagonal))) {
          x++;
        }
        far[max + diagonal] = x;
        if (x >= before.size() && x - diagonal >= after.size()) {
          return backwards(before, after, trace, max);
        }
      }
    }
    List<Edit> whole = new ArrayList<>();
    add(whole, Kind.OUT, before);
    add(whole, Kind.IN, after);
    return whole;
  }

  private static int start(int[] far, int max, int edits, int diagonal) {
    return downwards(far, max, edits, diagonal)
        ? at(far, max + diagonal + 1)
        : at(far, max + diagonal - 1) + 1;
  }

  private static boolean downwards(int[] far, int max, int edits, int diagonal) {
    return diagonal == -edits
        || diagonal != edits && at(far, max + diagonal - 1) < at(far, max + diagonal + 1);
  }

  private static int at(int[] far, int index) {
    return index < far.length ? far[index] : 0;
  }

  private static List<Edit> backwards(
      List<String> before, List<String> after, List<int[]> trace, int max) {
    List<Edit> edits = new ArrayList<>();
    int x = before.size();
    int y = after.size();
    for (int step = trace.size() - 1; step > 0; step--) {
      int[] far = trace.get(step);
      boolean down = downwards(far, max, step, x - y);
      int fromDiagonal = down ? x - y + 1 : x - y - 1;
      int fromX = at(far, max + fromDiagonal);
      int fromY = fromX - fromDiagonal;
      while (x > (down ? fromX : fromX + 1) && y > (down ? fromY + 1 : fromY)) {
        edits.add(new Edit(Kind.SAME, before.get(--x)));
        y--;
      }
      edits.add(down ? new Edit(Kind.IN, after.get(--y)) : new Edit(Kind.OUT, before.get(--x)));
    }
    while (x > 0) {
      edits.add(new Edit(Kind.SAME, before.get(--x)));
    }
    Collections.reverse(edits);
    return edits;
  }
}
