package io.godel.runbook.eval;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
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

  /**
   * @param now what the language's {@code now()} gives
   * @param answers to the looks of this evaluation so far, in the order in which they were needed
   */
  public Evaluation evaluate(Term term, Env env, Instant now, List<Outcome> answers) {
    return new Reduction(library, now, answers, env, PartSink.NONE).reduce(term);
  }

  /**
   * The same evaluation once more, with the values that its parts took.
   *
   * @param answers all that the evaluation needs
   */
  public Explanation explain(Term condition, Env env, Instant now, List<Outcome> answers) {
    List<Outcome> given = List.copyOf(answers);
    return Explanation.of(
        condition, sink -> new Reduction(library, now, given, env, sink).reduce(condition));
  }

  /**
   * The elements of what can be gone through, in order; of a map its keys.
   *
   * @throws ArithmeticException for a range that is too long to go through
   */
  public static List<Value> elements(Value domain) {
    return Gathering.elements(domain);
  }

  /** What a finished evaluation of a condition says. */
  public static Truth truth(Evaluation evaluation) {
    if (evaluation instanceof Evaluation.Ready ready) {
      return Truth.of(Values.bool(ready.value()));
    }
    if (evaluation instanceof Evaluation.Failed) {
      return Truth.UNKNOWN;
    }
    throw new AssertionError("the evaluation is not finished: " + evaluation);
  }
}
