package io.godel.runbook.plan;

import io.godel.runbook.types.Term;
import java.util.regex.Pattern;

/** A term as its author wrote it, on one line. */
public final class TermWritten {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private TermWritten() {}

  public static String of(Term term) {
    return SPACE.matcher(term.span().text().strip()).replaceAll(" ");
  }
}
