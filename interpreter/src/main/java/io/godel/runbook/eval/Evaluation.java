package io.godel.runbook.eval;

import io.godel.runbook.types.Action;
import io.godel.runbook.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far the evaluation of a term has come. */
public sealed interface Evaluation {

  /** The term's value. */
  record Ready(Value value) implements Evaluation {}

  /** There is no value: something that it needs could not be seen, or is not there. */
  record Failed(String code, String reason) implements Evaluation {}

  /**
   * The world has to be looked at first. Evaluate again with this answer added.
   *
   * @param number which look of this evaluation it is, from 0
   */
  record Needs(int number, Action action, Map<String, Value> arguments) implements Evaluation {
    public Needs {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
  }
}
