package io.godel.runbook.conformance;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.util.function.Function;

/** An answer in the words by which two sides are compared. */
final class Said {
  private Said() {}

  /**
   * @param shown the part of a value that is the same on both sides
   */
  static String of(Outcome outcome, Function<Value, String> shown) {
    if (outcome instanceof Outcome.Done done) {
      return "done " + shown.apply(done.result());
    } else if (outcome instanceof Outcome.NotDone refused) {
      return "%s, %s".formatted(refused.code(), refused.retriable() ? "for now" : "for good");
    }
    return "unknown";
  }
}
