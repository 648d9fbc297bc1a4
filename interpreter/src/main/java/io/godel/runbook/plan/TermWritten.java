package io.godel.runbook.plan;

import io.godel.runbook.format.OneLine;
import io.godel.runbook.types.Term;

/** A term as its author wrote it, on one line. */
public final class TermWritten {
  private TermWritten() {}

  public static String of(Term term) {
    return OneLine.of(term.span());
  }
}
