package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.Quantity;
import io.godel.runbook.lab.api.Refusal.Cause;
import io.godel.runbook.lab.store.ResourceType;
import java.util.List;
import java.util.Optional;

/** What of an object may not be changed once it is there, in the words of a real API server. */
final class Unchangeable {
  private static final List<String> OF_SETS =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  private Unchangeable() {}

  static void check(ResourceType type, ObjectNode before, ObjectNode after) throws Refusal {
    Optional<Cause> cause =
        switch (type.kind()) {
          case "Deployment" -> deployment(before, after);
          case "StatefulSet" -> set(before, after);
          case "PersistentVolumeClaim" -> claim(before, after);
          case "ConfigMap", "Secret" -> settings(before, after);
          case "Pod" -> pod(before, after);
          case "Node" -> node(before, after);
          default -> Optional.empty();
        };
    if (cause.isPresent()) {
      String name = after.at("/metadata/name").asText();
      throw Refusal.invalid(type, name, List.of(cause.get()));
    }
  }

  private static Optional<Cause> deployment(JsonNode before, JsonNode after) {
    JsonNode selector = after.at("/spec/selector");
    return selector.equals(before.at("/spec/selector"))
        ? Optional.empty()
        : Optional.of(Cause.invalid("spec.selector", selector + ": field is immutable"));
  }

  private static Optional<Cause> set(ObjectNode before, ObjectNode after) {
    ObjectNode one = before.withObject("/spec").deepCopy();
    ObjectNode other = after.withObject("/spec").deepCopy();
    one.remove(OF_SETS);
    other.remove(OF_SETS);
    return one.equals(other)
        ? Optional.empty()
        : Optional.of(
            Cause.forbidden(
                "spec",
                "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                    + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                    + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are"
                    + " forbidden"));
  }

  private static Optional<Cause> claim(ObjectNode before, ObjectNode after) {
    ObjectNode one = before.withObject("/spec").deepCopy();
    ObjectNode other = after.withObject("/spec").deepCopy();
    String requests = "/resources/requests";
    String was = one.at(requests + "/storage").asText("");
    String is = other.at(requests + "/storage").asText("");
    one.remove("resources");
    other.remove("resources");
    if (!one.equals(other)) {
      return Optional.of(
          Cause.forbidden(
              "spec",
              "spec is immutable after creation except resources.requests and"
                  + " volumeAttributesClassName for bound claims"));
    }
    boolean less = Quantity.bytes(is).orElse(0L) < Quantity.bytes(was).orElse(0L);
    return less
        ? Optional.of(
            Cause.forbidden(
                "spec.resources.requests.storage", "field can not be less than status.capacity"))
        : Optional.empty();
  }

  private static Optional<Cause> settings(JsonNode before, JsonNode after) {
    boolean fixed = before.path("immutable").asBoolean(false);
    boolean same =
        before.path("data").equals(after.path("data"))
            && before.path("binaryData").equals(after.path("binaryData"));
    if (fixed && !same) {
      return Optional.of(Cause.forbidden("data", "field is immutable when `immutable` is set"));
    }
    if (fixed && !after.path("immutable").asBoolean(false)) {
      return Optional.of(
          Cause.forbidden("immutable", "field is immutable when `immutable` is set"));
    }
    return before.path("type").equals(after.path("type"))
        ? Optional.empty()
        : Optional.of(Cause.invalid("type", after.path("type") + ": field is immutable"));
  }

  /** A cordon that nobody heeds would be a lie. */
  private static Optional<Cause> node(JsonNode before, JsonNode after) {
    return before.path("spec").equals(after.path("spec"))
        ? Optional.empty()
        : Optional.of(
            Cause.forbidden("spec", "in the lab, nodes take pods for as long as they are up"));
  }

  private static Optional<Cause> pod(JsonNode before, JsonNode after) {
    return before.path("spec").equals(after.path("spec"))
        ? Optional.empty()
        : Optional.of(
            Cause.forbidden(
                "spec",
                "pod updates may not change fields other than"
                    + " `spec.containers[*].image`,`spec.initContainers[*].image`,"
                    + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing"
                    + " tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1"
                    + " if it was previously negative)"));
  }
}
