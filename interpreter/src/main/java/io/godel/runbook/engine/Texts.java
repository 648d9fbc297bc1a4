package io.godel.runbook.engine;

import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.ValueText;
import java.util.List;

/** Titles, reasons and questions as they read at one place of a run. */
final class Texts {
  private Texts() {}

  /** What would have to be looked at first stays as it was written. */
  static String of(Turn turn, Frame frame, Term text) {
    if (text instanceof Term.Chars chars) {
      return chars.value();
    }
    Evaluation value = turn.evaluator.evaluate(text, frame.env(), turn.now, List.of());
    return value instanceof Evaluation.Ready ready
        ? ValueText.plain(ready.value())
        : TermWritten.of(text);
  }
}
