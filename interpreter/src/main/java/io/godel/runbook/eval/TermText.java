package io.godel.runbook.eval;

import io.godel.runbook.format.OneLine;
import io.godel.runbook.types.Term;

/** A term as its author wrote it, on one line. */
final class TermText {
  private TermText() {}

  static String asWritten(Term term) {
    return OneLine.of(term.span());
  }
}
