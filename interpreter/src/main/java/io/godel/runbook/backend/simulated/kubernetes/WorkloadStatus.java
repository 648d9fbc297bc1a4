package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What controllers tell of workloads. */
final class WorkloadStatus {
  private static final long DEADLINE_SECONDS = 600;

  private WorkloadStatus() {}

  static void ofSet(Workload set, ObjectNode status) {
    Shown.count(status, "observedGeneration", set.status.observedGeneration());
    status.put("replicas", set.status.replicas());
    Shown.count(status, "readyReplicas", set.status.ready());
    Shown.count(status, "currentReplicas", set.status.current());
    Shown.count(status, "updatedReplicas", set.status.updated());
    status.put("availableReplicas", set.status.ready());
    revision(set, status, "currentRevision", set.currentRevision);
    revision(set, status, "updateRevision", set.updateRevision);
    status.put("collisionCount", 0);
  }

  private static void revision(Workload set, ObjectNode status, String field, String hash) {
    Shown.text(status, field, hash.isEmpty() ? "" : set.name + "-" + hash);
  }

  static void ofDeployment(Shown shown, Workload deployment, ObjectNode doc) {
    Optional<ReplicaSet> young =
        deployment.replicaSets.stream()
            .reduce((one, other) -> one.revision > other.revision ? one : other);
    young.ifPresent(
        set ->
            doc.withObject("/metadata/annotations")
                .put("deployment.kubernetes.io/revision", Integer.toString(set.revision)));
    ObjectNode status = doc.withObject("/status");
    Workload.Status seen = deployment.status;
    ObjectNode before = status.deepCopy();
    Shown.count(status, "observedGeneration", seen.observedGeneration());
    Shown.count(status, "replicas", seen.replicas());
    Shown.count(status, "updatedReplicas", seen.updated());
    Shown.count(status, "readyReplicas", seen.ready());
    Shown.count(status, "availableReplicas", seen.ready());
    Shown.count(status, "unavailableReplicas", Math.max(0, wanted(deployment) - seen.ready()));
    if (seen.observedGeneration() > 0) {
      boolean moved = !before.equals(status);
      available(shown, deployment, status);
      progressing(shown, deployment, young, doc, moved);
    }
  }

  /** All pods that there are and those that lack. */
  private static int wanted(Workload deployment) {
    return Math.max(deployment.replicas, deployment.status.replicas());
  }

  private static void available(Shown shown, Workload deployment, ObjectNode status) {
    boolean holds = deployment.status.ready() >= deployment.replicas - deployment.maxUnavailable;
    shown.condition(
        status,
        "Available",
        holds,
        holds ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        holds
            ? "Deployment has minimum availability."
            : "Deployment does not have minimum availability.");
    stamp(shown, Shown.condition(status, "Available"));
  }

  private static void stamp(Shown shown, ObjectNode condition) {
    if (!condition.has("lastUpdateTime")) {
      condition.put("lastUpdateTime", shown.now());
    }
  }

  private static void progressing(
      Shown shown, Workload deployment, Optional<ReplicaSet> young, ObjectNode doc, boolean moved) {
    ObjectNode status = (ObjectNode) doc.get("status");
    ObjectNode condition = Shown.condition(status, "Progressing");
    String set = "ReplicaSet \"" + young.map(ReplicaSet::name).orElse(deployment.name) + "\" ";
    if (moved || !condition.has("lastUpdateTime")) {
      condition.put("lastUpdateTime", shown.now());
    }
    if (deployment.paused) {
      shown.condition(status, "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused");
    } else if (deployment.isRolledOut()) {
      shown.condition(
          status,
          "Progressing",
          true,
          "NewReplicaSetAvailable",
          set + "has successfully progressed.");
    } else if (late(shown, doc, condition)) {
      shown.condition(
          status,
          "Progressing",
          false,
          "ProgressDeadlineExceeded",
          set + "has timed out progressing.");
    } else {
      shown.condition(status, "Progressing", true, "ReplicaSetUpdated", set + "is progressing.");
    }
  }

  private static boolean late(Shown shown, JsonNode doc, JsonNode condition) {
    long allowed = doc.at("/spec/progressDeadlineSeconds").asLong(DEADLINE_SECONDS);
    Instant last = Instant.parse(condition.path("lastUpdateTime").asText());
    return last.plus(Duration.ofSeconds(allowed)).isBefore(Instant.parse(shown.now()));
  }
}
