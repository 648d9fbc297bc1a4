package io.godel.runbook.targets;

import io.godel.runbook.backend.postgres.ServerBindings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells a target that a run goes on with from another one. */
final class FactsDifference {
  private FactsDifference() {}

  /**
   * The first difference, in words. What is not known now is none; nor is a server that the run has
   * made anew, if it is younger than the run.
   *
   * @param anew the facts that the run itself has changed
   */
  static Optional<String> of(
      Map<String, String> before, Map<String, String> now, Set<String> anew, Instant begun) {
    return before.entrySet().stream()
        .filter(fact -> now.containsKey(fact.getKey()))
        .filter(fact -> !now.get(fact.getKey()).equals(fact.getValue()))
        .filter(
            fact ->
                !anew.contains(fact.getKey())
                    || !ServerBindings.isMadeSince(now.get(fact.getKey()), begun))
        .findFirst()
        .map(
            fact ->
                "%s was %s when the run began, and is %s: this is another target"
                    .formatted(fact.getKey(), fact.getValue(), now.get(fact.getKey())));
  }
}
