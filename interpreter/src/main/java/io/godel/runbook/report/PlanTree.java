package io.godel.runbook.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws lines of a plan as a tree that fits into a page.
 *
 * <p>Text is broken between words; a single word that is longer than the page stays whole, so that
 * it can be copied.
 */
final class PlanTree {
  /** In characters. */
  static final int WIDTH = 100;

  private static final int LABEL_WIDTH = 9;
  private static final int DETAIL_INDENT = 2;

  /** However deep a plan is nested, its text keeps so much room. */
  private static final int TEXT_WIDTH_MIN = 30;

  private final Style style;
  private final List<String> out;

  PlanTree(Style style, List<String> out) {
    this.style = style;
    this.out = out;
  }

  /**
   * @param margin what stands before every row
   */
  void draw(List<PlanLine> lines, String margin) {
    int last = -1;
    for (int i = 0; i < lines.size(); i++) {
      last = lines.get(i).kind() == PlanLine.Kind.GROUP ? i : last;
    }
    for (int i = 0; i < lines.size(); i++) {
      PlanLine line = lines.get(i);
      String rest = margin + (i < last ? "│  " : "   ");
      if (line.kind() == PlanLine.Kind.GROUP) {
        group(line, margin + (i < last ? "├─ " : "└─ "), rest);
      } else {
        item(line, rest);
      }
    }
  }

  private void group(PlanLine line, String first, String rest) {
    String head = line.text().isEmpty() ? line.label() : line.label() + "  " + line.text();
    List<String> rows = wrapped(head, room(first, line.right()));
    for (int i = 0; i < rows.size(); i++) {
      String row = rows.get(i);
      String shown =
          i == 0 && row.startsWith(line.label())
              ? style.name(line.label()) + style.bold(row.substring(line.label().length()))
              : style.bold(row);
      String edge = i == 0 ? first : rest;
      put(edge, row.length(), shown, i == 0 ? line.right() : "");
    }
    draw(line.parts(), rest);
  }

  private void item(PlanLine line, String margin) {
    String label = line.label() + " ".repeat(Math.max(1, LABEL_WIDTH - line.label().length()));
    int indent = 2 + label.length();
    List<String> rows = wrapped(line.text(), room(margin + " ".repeat(indent), line.right()));
    for (int i = 0; i < rows.size(); i++) {
      String head = i == 0 ? sign(line.kind()) + " " + label : " ".repeat(indent);
      String styledHead = i == 0 ? styledSign(line.kind()) + " " + style.faint(label) : head;
      put(
          margin,
          head.length() + rows.get(i).length(),
          styledHead + coloured(line.kind(), rows.get(i)),
          i == 0 ? line.right() : "");
    }
    details(line, margin + " ".repeat(indent));
    draw(line.parts(), margin + "  ");
  }

  private void details(PlanLine line, String margin) {
    String inner = margin + " ".repeat(DETAIL_INDENT);
    for (String detail : line.details()) {
      for (String row : wrapped(detail, Math.max(TEXT_WIDTH_MIN, WIDTH - inner.length()))) {
        put(inner, row.length(), style.faint(row), "");
      }
    }
  }

  private static int room(String margin, String right) {
    int taken = right.isEmpty() ? 0 : right.length() + 2;
    return Math.max(TEXT_WIDTH_MIN, WIDTH - margin.length() - taken);
  }

  private void put(String margin, int length, String text, String right) {
    if (right.isEmpty()) {
      out.add((style.faint(margin) + text).stripTrailing());
      return;
    }
    int gap = Math.max(2, WIDTH - margin.length() - length - right.length());
    out.add(style.faint(margin) + text + " ".repeat(gap) + style.faint(right));
  }

  private static String sign(PlanLine.Kind kind) {
    return switch (kind) {
      case MUTATES -> "~";
      case DESTROYS -> "!";
      case BARRIER -> "━";
      case PLAIN, GROUP -> " ";
    };
  }

  private String styledSign(PlanLine.Kind kind) {
    return kind == PlanLine.Kind.PLAIN ? " " : coloured(kind, sign(kind));
  }

  private String coloured(PlanLine.Kind kind, String text) {
    return switch (kind) {
      case MUTATES -> style.attention(text);
      case DESTROYS, BARRIER -> style.bad(text);
      case PLAIN, GROUP -> text;
    };
  }

  /** At least one row, also of an empty text. */
  static List<String> wrapped(String text, int width) {
    List<String> rows = new ArrayList<>();
    List<String> words = List.of(text.split(" ", -1));
    StringBuilder row = new StringBuilder(words.get(0));
    for (String word : words.subList(1, words.size())) {
      if (row.length() + 1 + word.length() > width) {
        rows.add(row.toString());
        row = new StringBuilder(word);
      } else {
        row.append(' ').append(word);
      }
    }
    rows.add(row.toString());
    return rows;
  }
}
