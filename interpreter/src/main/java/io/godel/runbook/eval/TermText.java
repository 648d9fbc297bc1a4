package io.godel.runbook.eval;

import io.godel.runbook.types.Term;
import java.util.regex.Pattern;

/** A term as its author wrote it, on one line. */
final class TermText {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private TermText() {}

  static String asWritten(Term term) {
    return SPACE.matcher(term.span().text().strip()).replaceAll(" ");
  }
}
