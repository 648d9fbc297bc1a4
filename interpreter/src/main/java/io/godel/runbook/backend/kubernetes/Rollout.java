package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether a workload has become what is wanted, as {@code kubectl rollout status} decides it. */
final class Rollout {
  private Rollout() {}

  static boolean isDone(JsonNode workload) {
    JsonNode status = workload.path("status");
    long wanted = workload.at("/spec/replicas").asLong(1);
    long generation = workload.at("/metadata/generation").asLong();
    if (status.path("observedGeneration").asLong(-1) < generation) {
      return false;
    }
    return workload.path("kind").asText().equals("StatefulSet")
        ? isSetDone(workload, status, wanted)
        : isDeploymentDone(status, wanted);
  }

  private static boolean isDeploymentDone(JsonNode status, long wanted) {
    long updated = status.path("updatedReplicas").asLong(0);
    return updated == wanted
        && status.path("replicas").asLong(0) == updated
        && status.path("availableReplicas").asLong(0) == updated;
  }

  /**
   * With a partition only the pods above it are of the new revision. A pod that ends may still be
   * ready, but it is not counted among the updated ones. Where pods are only replaced when they are
   * deleted the revision that counts as the current one stays the first one for ever.
   */
  private static boolean isSetDone(JsonNode workload, JsonNode status, long wanted) {
    long partition = workload.at("/spec/updateStrategy/rollingUpdate/partition").asLong(0);
    if (status.path("readyReplicas").asLong(0) != wanted
        || status.path("replicas").asLong(0) != wanted
        || status.path("updatedReplicas").asLong(0) < wanted - partition) {
      return false;
    }
    return partition > 0
        || wanted == 0
        || workload.at("/spec/updateStrategy/type").asText().equals("OnDelete")
        || status.path("updateRevision").asText().equals(status.path("currentRevision").asText());
  }
}
