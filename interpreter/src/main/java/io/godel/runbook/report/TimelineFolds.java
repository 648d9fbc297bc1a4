package io.godel.runbook.report;

import io.godel.runbook.report.TimelineEntry.Kind;
import io.godel.runbook.report.TimelineEntry.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Brings a timeline down to what a person reads at once. */
final class TimelineFolds {
  /** A terminal of the usual height shows so many lines with what stands around them. */
  static final int LINES_MAX = 25;

  /** What is given up first stands first. */
  private static final List<UnaryOperator<List<TimelineEntry>>> FOLDS =
      List.of(
          all -> withoutStepsThatWentWell(all, TimelineEntry::isOfPeople),
          all -> all.stream().filter(it -> !it.isOfLittleUse()).toList(),
          all -> all.stream().filter(it -> !it.isMinor()).toList(),
          all -> withoutStepsThatWentWell(all, it -> false),
          all -> all.stream().filter(TimelineEntry::isKey).toList());

  private final List<String> names = new ArrayList<>();
  private Kind kind = Kind.LOOK;
  private Duration since = Duration.ZERO;

  /**
   * @return the line of what was before, where that was something else
   */
  Optional<TimelineEntry> look(Duration at, String seen) {
    return put(at, Kind.LOOK, seen);
  }

  /** A guard that holds. */
  Optional<TimelineEntry> guard(Duration at, String why) {
    return put(at, Kind.GUARD, why);
  }

  private Optional<TimelineEntry> put(Duration at, Kind next, String words) {
    Optional<TimelineEntry> before = kind == next ? Optional.empty() : take();
    if (names.isEmpty()) {
      kind = next;
      since = at;
    }
    names.add(words);
    return before;
  }

  /** One line for all of them; empty when there is nothing. */
  Optional<TimelineEntry> take() {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    Mark mark = kind == Kind.GUARD ? Mark.GOOD : Mark.NONE;
    String words = String.join(kind == Kind.GUARD ? "; " : ", ", names);
    names.clear();
    return Optional.of(new TimelineEntry(since, kind, mark, words, ""));
  }

  /** At most {@link #LINES_MAX}; what has gone wrong stays longest. */
  static List<TimelineEntry> shortened(List<TimelineEntry> entries) {
    List<TimelineEntry> shorter = entries;
    for (UnaryOperator<List<TimelineEntry>> fold : FOLDS) {
      if (shorter.size() > LINES_MAX) {
        shorter = fold.apply(shorter);
      }
    }
    if (shorter.size() > LINES_MAX) {
      shorter = withoutMiddle(shorter);
    }
    return withCount(shorter, entries.size() - shorter.size());
  }

  private static List<TimelineEntry> withCount(List<TimelineEntry> entries, int left) {
    if (left == 0) {
      return entries;
    }
    List<TimelineEntry> all = new ArrayList<>(entries);
    Duration end = entries.get(entries.size() - 1).at();
    String words =
        left + (left == 1 ? " line is" : " lines are") + " left out: the run itself tells all";
    all.add(new TimelineEntry(end, Kind.LEFT_OUT, Mark.NONE, words, ""));
    return all;
  }

  /** Of a step in which nothing went wrong only its beginning is left. */
  private static List<TimelineEntry> withoutStepsThatWentWell(
      List<TimelineEntry> entries, Predicate<TimelineEntry> kept) {
    List<TimelineEntry> shorter = new ArrayList<>();
    int from = 0;
    while (from < entries.size()) {
      int to = from + 1;
      while (to < entries.size() && entries.get(to).kind() != Kind.STEP) {
        to++;
      }
      List<TimelineEntry> part = entries.subList(from, to);
      boolean well =
          part.get(0).kind() == Kind.STEP && part.stream().noneMatch(kept.or(TimelineEntry::isKey));
      if (well && part.size() > 1) {
        int acts = (int) part.stream().filter(it -> it.kind() == Kind.DO).count();
        String calls = acts == 0 ? "" : ", with " + WorkReport.counted(acts, "call");
        shorter.add(part.get(0).with(Mark.GOOD, "done" + calls));
      } else {
        shorter.addAll(part);
      }
      from = to;
    }
    return shorter;
  }

  private static List<TimelineEntry> withoutMiddle(List<TimelineEntry> entries) {
    int head = LINES_MAX / 2;
    int tail = LINES_MAX - head;
    List<TimelineEntry> shorter = new ArrayList<>(entries.subList(0, head));
    shorter.addAll(entries.subList(entries.size() - tail, entries.size()));
    return shorter;
  }
}
