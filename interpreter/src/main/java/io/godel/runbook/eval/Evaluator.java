package io.godel.runbook.eval;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import java.time.Instant;
import java.util.List;

/**
 * Turns terms into values. Looking at the world is not done here: evaluation stops at the first
 * look that has no answer yet and is begun anew with one answer more, so it stays a pure function.
 */
public final class Evaluator {
  private final Library library;

  public Evaluator(Library library) {
    this.library = library;
  }
}
