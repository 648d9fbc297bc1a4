package io.godel.runbook.report;

import java.util.Locale;

/** Counts as people read them: {@code 12,345}, on every machine. */
final class Counts {
  private Counts() {}

  static String of(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** With the word for one of them, or for several. */
  static String of(long count, String one, String many) {
    return of(count) + " " + (count == 1 ? one : many);
  }
}
