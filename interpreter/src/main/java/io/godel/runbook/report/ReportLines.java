package io.godel.runbook.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The layout of a report: a column of times, which shows a time only where it is another than
 * before, one of labels, one of marks, and the text.
 */
final class ReportLines {
  /** A terminal that is narrower wraps; nothing is lost by that. */
  static final int WIDTH = 100;

  private static final int TIME_WIDTH = 10;
  private static final int LABEL_WIDTH = 10;
  private static final int TEXT_COLUMN = TIME_WIDTH + LABEL_WIDTH + 2;
  private static final int ASIDE_MIN = 12;

  private final Style style;
  private final Consumer<String> out;
  private Instant start;
  private Instant now;
  private String shownTime = "";

  ReportLines(Style style, Consumer<String> out) {
    this.style = style;
    this.out = out;
  }

  void now(Instant instant) {
    now = instant;
    if (start == null) {
      start = instant;
    }
  }

  void line(String text) {
    out.accept(text.stripTrailing());
  }

  /** A heading; after it the time is shown anew. */
  void heading(String title, String rest) {
    line("");
    line(style.bold(title) + (rest.isEmpty() ? "" : "  " + rest));
    shownTime = "";
  }

  /** Something that happened, with a mark before the text and something less important behind. */
  void item(String label, String mark, String text, String aside) {
    int room = WIDTH - TEXT_COLUMN - Style.length(text) - 3;
    boolean behind = aside.length() <= Math.max(room, ASIDE_MIN);
    String tail = aside.isEmpty() || !behind ? "" : "   " + style.faint(aside);
    line(time() + Style.padded(label, LABEL_WIDTH) + Style.padded(mark, 2) + text + tail);
    if (!behind) {
      detail(style.faint(cut(aside, WIDTH - TEXT_COLUMN)));
    }
  }

  /** More about the item above. */
  void detail(String text) {
    line(" ".repeat(TEXT_COLUMN) + text);
  }

  /** More about the item above: a name, and words that may need several lines. */
  void detail(String name, String words) {
    String indent = " ".repeat(TEXT_COLUMN + LABEL_WIDTH);
    List<String> lines = wrapped(words, WIDTH - indent.length());
    line(" ".repeat(TEXT_COLUMN) + style.faint(Style.padded(name, LABEL_WIDTH)) + lines.get(0));
    lines.subList(1, lines.size()).forEach(rest -> line(indent + rest));
  }

  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(1, width - 1)) + "…";
  }

  /** Broken at blanks where there are some. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > 0 ? blank : width;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private String time() {
    String clock = clock(Duration.between(start, now));
    String shown = clock.equals(shownTime) ? "" : clock;
    shownTime = clock;
    return "  " + style.faint(shown) + " ".repeat(TIME_WIDTH - 2 - shown.length());
  }

  /** Since the beginning: {@code +02:20}, or {@code +1:02:20}. */
  static String clock(Duration since) {
    return since.toHours() > 0
        ? String.format(
            Locale.ROOT,
            "+%d:%02d:%02d",
            since.toHours(),
            since.toMinutesPart(),
            since.toSecondsPart())
        : String.format(Locale.ROOT, "+%02d:%02d", since.toMinutesPart(), since.toSecondsPart());
  }
}
