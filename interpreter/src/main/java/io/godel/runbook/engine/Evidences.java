package io.godel.runbook.engine;

import io.godel.runbook.plan.Node;
import io.godel.runbook.types.Action;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Looks whether the evidences that are handed to a call still prove what they say. */
final class Evidences {
  private Evidences() {}

  /** Why the call must not be made; empty when all its evidences live and are young enough. */
  static Optional<String> refuse(Turn turn, Node.Act act, Map<String, Value> arguments) {
    for (Action.Parameter parameter : act.action().parameters()) {
      if (arguments.get(parameter.name()) instanceof Value.Evidence evidence) {
        Optional<String> refusal =
            dead(turn, act, evidence).or(() -> tooOld(turn, act, parameter, evidence));
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> dead(Turn turn, Node.Act act, Value.Evidence evidence) {
    Optional<String> killer = turn.killer(evidence);
    killer.ifPresent(
        it -> turn.tell(new Notice.EvidenceDied(act.id(), evidence, it + " changed it")));
    return killer.map(
        it ->
            "%s needs a live %s, and %s has changed what it speaks of"
                .formatted(act.action(), evidence.name(), it));
  }

  private static Optional<String> tooOld(
      Turn turn, Node.Act act, Action.Parameter parameter, Value.Evidence evidence) {
    Duration age = Execution.since(turn, evidence.at());
    if (parameter.fresh().filter(limit -> age.compareTo(limit) > 0).isEmpty()) {
      return Optional.empty();
    }
    String limit = ValueText.duration(parameter.fresh().get());
    turn.tell(new Notice.EvidenceDied(act.id(), evidence, "it is older than " + limit));
    return Optional.of(
        "%s needs a %s that is at most %s old, and this one is %s old"
            .formatted(act.action(), evidence.name(), limit, ValueText.duration(age)));
  }
}
