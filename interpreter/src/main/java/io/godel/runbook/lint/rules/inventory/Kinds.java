package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.WorkloadObject;
import io.godel.runbook.value.Value;
import java.util.Map;
import java.util.Optional;

/** The kinds of Kubernetes behind the types of the library. */
final class Kinds {
  private static final Map<String, String> KINDS =
      Map.of(
          "k8s.Deployment", "Deployment",
          "k8s.StatefulSet", "StatefulSet",
          "k8s.ConfigMap", "ConfigMap",
          "k8s.Autoscaler", "HorizontalPodAutoscaler",
          "k8s.Ingress", "Ingress",
          "k8s.Claim", "PersistentVolumeClaim");

  private Kinds() {}

  static Optional<String> of(Value.Handle handle) {
    return Optional.ofNullable(KINDS.get(handle.type()));
  }

  /** The workload that a handle names, or whose pod it names. */
  static Optional<WorkloadObject> workload(Value.Handle handle, Inventory inventory) {
    if (handle.identity().get("set") instanceof Value.Handle set) {
      return workload(set, inventory);
    }
    Spoken.Mention mention = new Spoken.Mention(handle, null);
    if (of(handle).isEmpty() || mention.name().isEmpty() || mention.namespace().isEmpty()) {
      return Optional.empty();
    }
    return inventory.workload(of(handle).get(), mention.namespace().get(), mention.name().get());
  }
}
