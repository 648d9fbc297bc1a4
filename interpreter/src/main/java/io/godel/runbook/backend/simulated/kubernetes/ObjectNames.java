package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.Call;
import io.godel.runbook.value.Value;
import java.util.Optional;
import java.util.Set;

/** Calls objects by the names that the API's messages have for them. */
public final class ObjectNames {
  private static final Set<String> PLAIN =
      Set.of("pod", "workload", "config", "claim", "scaler", "snapshot", "ingress", "of", "object");

  private ObjectNames() {}

  /** For example {@code deployments.apps "godel-api"}; empty for a call about something else. */
  public static Optional<String> of(Call call) {
    return call.arguments().entrySet().stream()
        .filter(argument -> PLAIN.contains(argument.getKey()))
        .map(argument -> argument.getValue())
        .filter(value -> value instanceof Value.Handle it && it.type().startsWith("k8s."))
        .map(value -> (Value.Handle) value)
        .map(it -> "%s \"%s\"".formatted(Objects.resource(it), Objects.name(it)))
        .findFirst();
  }
}
