package io.godel.runbook.report;

import java.time.Duration;
import java.util.Optional;

/**
 * One line of what happened in a story.
 *
 * @param at since the beginning, in virtual time
 * @param until of something that must never be, when it was over; else, and where it never was,
 *     empty
 * @param mark what came of it; empty where nothing is to be said of that
 * @param text what happened
 * @param aside what is less important, such as what was seen; may be empty
 */
record TimelineEntry(
    Duration at, Kind kind, Mark mark, String text, String aside, Optional<Duration> until) {
  TimelineEntry(Duration at, Kind kind, Mark mark, String text, String aside) {
    this(at, kind, mark, text, aside, Optional.empty());
  }

  /** What a line is about; the names are those of the answer in JSON, in small letters. */
  enum Kind {
    WORLD,
    MISFORTUNE,
    BROKEN,
    MENDED,
    LOOK,
    SCENARIO,
    STEP,
    GUARD,
    APPROVE,
    MANUAL,
    DO,
    DECIDED,
    EVIDENCE,
    VERIFY,
    AWAIT,
    INVARIANT,
    BARRIER,
    UNDO,
    ESCALATE,
    ABORT,
    RESUMED,
    CRASHED,
    END,
    /** Stands for lines that are left out. */
    LEFT_OUT
  }

  /** What came of it. */
  enum Mark {
    NONE(" "),
    GOOD("✓"),
    BAD("✗"),
    UNKNOWN("?"),
    ATTENTION("!");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  TimelineEntry with(Mark other, String words) {
    return new TimelineEntry(at, kind, other, text, words, until);
  }

  /** Whether the story cannot be understood without it. */
  boolean isKey() {
    return switch (kind) {
      case MISFORTUNE, BROKEN, MENDED, WORLD, SCENARIO, CRASHED, END, ABORT, RESUMED -> true;
      default -> mark == Mark.BAD || mark == Mark.UNKNOWN;
    };
  }

  /** Whether somebody was asked something. */
  boolean isOfPeople() {
    return kind == Kind.APPROVE || kind == Kind.MANUAL;
  }

  /** Whether it is minor, and what follows from it is told too. */
  boolean isOfLittleUse() {
    return isMinor() && (kind == Kind.LOOK || kind == Kind.EVIDENCE || kind == Kind.DECIDED);
  }

  /** Whether it only says that all was as it should be. */
  boolean isMinor() {
    return switch (kind) {
      case LOOK, GUARD, VERIFY, AWAIT, EVIDENCE, DECIDED -> !isKey();
      default -> false;
    };
  }
}
