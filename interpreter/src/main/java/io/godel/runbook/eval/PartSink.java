package io.godel.runbook.eval;

import io.godel.runbook.eval.Evaluation.Failed;
import io.godel.runbook.eval.Evaluation.Ready;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.List;

/** Collects what the parts of a condition were while it is evaluated. */
final class PartSink {
  /** Collects nothing. */
  static final PartSink NONE = new PartSink();

  /** A condition over a long list would otherwise explain itself without end. */
  private static final int PARTS_MAX = 32;

  private final List<Explanation.Part> parts = new ArrayList<>();
  private int depth;

  /** Whether a part that begins now is to be kept: parts inside of parts are not. */
  boolean enter() {
    return this != NONE && depth++ == 0;
  }

  void leave() {
    if (this != NONE) {
      depth--;
    }
  }

  List<Explanation.Part> parts() {
    return parts;
  }

  /** Notes a part that is a condition of its own. */
  Evaluation keep(Term term, Evaluation result) {
    if (!takesMore()) {
      return result;
    }
    if (result instanceof Failed failed) {
      parts.add(
          new Explanation.Part(
              TermText.asWritten(term), "not known: " + failed.reason(), Truth.UNKNOWN));
    } else if (result instanceof Ready ready && ready.value() instanceof Value.Bool truth) {
      parts.add(
          new Explanation.Part(
              TermText.asWritten(term), ValueText.shown(truth), Truth.of(truth.value())));
    }
    return result;
  }

  /** Notes a comparison, with the values of both sides. */
  void compared(Term.Binary binary, Value left, Value right, Evaluation result) {
    if (!takesMore()) {
      return;
    }
    String values =
        ValueText.shown(left) + " " + binary.operator().sign() + " " + ValueText.shown(right);
    parts.add(new Explanation.Part(TermText.asWritten(binary), values, Evaluator.truth(result)));
  }

  private boolean takesMore() {
    return this != NONE && parts.size() < PARTS_MAX;
  }
}
