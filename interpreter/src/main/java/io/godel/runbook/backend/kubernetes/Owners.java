package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** Whose pods are whose. */
final class Owners {
  private Owners() {}

  /**
   * Whether a pod belongs to a workload of that name: to a set itself, or to a ReplicaSet, which is
   * called by its Deployment's name and one more part.
   */
  static boolean belongs(JsonNode pod, String workload) {
    for (JsonNode owner : pod.at("/metadata/ownerReferences")) {
      String name = owner.path("name").asText();
      boolean replicaSet = owner.path("kind").asText().equals("ReplicaSet");
      int end = name.lastIndexOf('-');
      String of = replicaSet && end > 0 ? name.substring(0, end) : name;
      if (of.equals(workload)) {
        return true;
      }
    }
    return false;
  }
}
