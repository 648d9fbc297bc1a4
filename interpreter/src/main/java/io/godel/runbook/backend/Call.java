package io.godel.runbook.backend;

import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to carry out one native action.
 *
 * @param id unique in its run; the same after a resume
 * @param action the qualified name, for example {@code k8s.scale}
 * @param arguments by parameter name, one for each parameter, in their order
 * @param acts whether the action changes the world; a backend for reading refuses such a call
 * @param timeout after which the caller takes the outcome for unknown (acting) or failed (reading)
 */
public record Call(
    String id, String action, Map<String, Value> arguments, boolean acts, Duration timeout) {
  public Call {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  public Value argument(String name) {
    Value value = arguments.get(name);
    if (value == null) {
      throw new AssertionError(action + " was called without " + name);
    }
    return value;
  }
}
