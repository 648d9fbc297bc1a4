package io.godel.runbook.journal;

import java.io.IOException;

/** A journal that is another than the one that was written; nothing may follow from it. */
public final class DamagedJournalException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is left to do for a person; the same for every damage. */
  public static final String WHAT_TO_DO =
      "the run cannot go on from it: keep the file as it is, see with `runbook show` what was done"
          + " before that line, and bring the rest to an end by hand";

  private final long line;

  /**
   * @param line from 1
   * @param what is wrong with it
   */
  DamagedJournalException(long line, String what) {
    super("line %d of the journal %s; %s".formatted(line, what, WHAT_TO_DO));
    this.line = line;
  }

  /** The first damaged line, from 1. */
  public long line() {
    return line;
  }
}
