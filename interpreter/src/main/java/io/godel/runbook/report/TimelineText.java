package io.godel.runbook.report;

import io.godel.runbook.report.TimelineEntry.Kind;
import io.godel.runbook.report.TimelineEntry.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A timeline in columns: when, what it is about, what came of it, and the words. */
final class TimelineText {
  private static final int TIME_WIDTH = 8;
  private static final int LABEL_WIDTH = 12;
  private static final int MARK_WIDTH = 2;
  private static final int KEY_LINES_MAX = 4;
  private static final int LINES_MAX = 2;
  private static final int SIDE_MIN = 8;

  private final Style style;
  private final int width;

  /**
   * @param indent of the columns that the lines are put behind
   */
  TimelineText(Style style, int indent) {
    this.style = style;
    this.width = ReportLines.WIDTH - indent - TIME_WIDTH - LABEL_WIDTH - MARK_WIDTH;
  }

  List<String> lines(List<TimelineEntry> entries) {
    List<String> lines = new ArrayList<>();
    String before = "";
    for (TimelineEntry entry : entries) {
      String clock = ReportLines.clock(entry.at());
      String shown = clock.equals(before) ? "" : clock;
      before = clock;
      String head =
          Style.padded(style.faint(shown), TIME_WIDTH)
              + Style.padded(label(entry.kind()), LABEL_WIDTH)
              + Style.padded(mark(entry.mark()), MARK_WIDTH);
      for (String words : words(entry)) {
        lines.add(head + words);
        head = " ".repeat(TIME_WIDTH + LABEL_WIDTH + MARK_WIDTH);
      }
    }
    return lines;
  }

  private String label(Kind kind) {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (kind) {
      case MISFORTUNE, BROKEN, CRASHED -> style.bad(name.toUpperCase(Locale.ROOT));
      case WORLD, BARRIER, ESCALATE, ABORT, RESUMED -> style.attention(name);
      case STEP, SCENARIO, DO, END -> style.bold(name);
      default -> name;
    };
  }

  private String mark(Mark mark) {
    return switch (mark) {
      case NONE -> mark.sign();
      case GOOD -> style.good(mark.sign());
      case BAD -> style.bad(mark.sign());
      case UNKNOWN, ATTENTION -> style.attention(mark.sign());
    };
  }

  /** What went well takes one line; the others as many as they need, up to a bound. */
  private List<String> words(TimelineEntry entry) {
    String text = PlanWords.visible(entry.text());
    String aside = PlanWords.visible(entry.aside());
    if (entry.isMinor()) {
      int room = width - text.length() - 3;
      String side =
          aside.isEmpty() || room < SIDE_MIN ? "" : style.faint(ReportLines.cut(aside, room));
      return List.of(ReportLines.cut(text, width) + (side.isEmpty() ? "" : "   " + side));
    }
    int most = entry.isKey() ? KEY_LINES_MAX : LINES_MAX;
    List<String> lines = bounded(text, most);
    if (aside.isEmpty()) {
      return lines;
    }
    int last = lines.size() - 1;
    if (lines.get(last).length() + 3 + aside.length() <= width) {
      lines.set(last, lines.get(last) + "   " + style.faint(aside));
    } else {
      bounded(aside, most).forEach(line -> lines.add(style.faint(line)));
    }
    return lines;
  }

  private List<String> bounded(String text, int most) {
    List<String> all = ReportLines.wrapped(text, width);
    List<String> some = new ArrayList<>(all.subList(0, Math.min(all.size(), most)));
    if (some.size() < all.size()) {
      some.set(some.size() - 1, ReportLines.cut(some.get(some.size() - 1) + " …", width));
    }
    return some;
  }
}
