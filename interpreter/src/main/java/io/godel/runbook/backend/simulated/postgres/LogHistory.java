package io.godel.runbook.backend.simulated.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Where a log ended at earlier moments, so that what follows it can be late. */
final class LogHistory {
  /** A replica further behind than so many looks sees the earliest that is still known. */
  private static final int MARKS_MAX = 256;

  private record Mark(Instant at, long position) {}

  /** The latest first. */
  private final Deque<Mark> marks = new ArrayDeque<>();

  void add(Instant at, long position) {
    if (!marks.isEmpty() && marks.getFirst().at().equals(at)) {
      marks.removeFirst();
    }
    marks.addFirst(new Mark(at, position));
    if (marks.size() > MARKS_MAX) {
      marks.removeLast();
    }
  }

  /** The position at that moment; between two marks it grew evenly. */
  long at(Instant moment) {
    Iterator<Mark> earlier = marks.iterator();
    Mark later = earlier.next();
    if (!later.at().isAfter(moment)) {
      return later.position();
    }
    while (earlier.hasNext()) {
      Mark mark = earlier.next();
      if (!mark.at().isAfter(moment)) {
        return between(mark, later, moment);
      }
      later = mark;
    }
    return later.position();
  }

  private static long between(Mark from, Mark to, Instant moment) {
    double part =
        (double) Duration.between(from.at(), moment).toNanos()
            / Duration.between(from.at(), to.at()).toNanos();
    return from.position() + (long) (part * (to.position() - from.position()));
  }

  void forget() {
    marks.clear();
  }
}
