package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.value.Value;
import java.util.Optional;

/** Finds what handles name. */
final class Objects {
  private Objects() {}

  static String text(Value value) {
    return ((Value.Str) value).value();
  }

  static String name(Value.Handle handle) {
    if (handle.identity().containsKey("set")) {
      Value.Handle set = (Value.Handle) handle.part("set");
      return name(set) + "-" + ((Value.Int) handle.part("ordinal")).value();
    }
    return text(handle.part("name"));
  }

  static String namespace(Value.Handle handle) {
    return handle.identity().containsKey("set")
        ? namespace((Value.Handle) handle.part("set"))
        : text(handle.part("in"));
  }

  static String key(Value.Handle handle) {
    return Cluster.key(namespace(handle), name(handle));
  }

  /** What tells it from every other object of the cluster, also from those of another kind. */
  static String unique(Value.Handle handle) {
    return handle.type().substring("k8s.".length()) + " " + key(handle);
  }

  static Optional<Workload> workload(Cluster cluster, Value.Handle handle) {
    return switch (handle.type()) {
      case "k8s.StatefulSet" -> Optional.ofNullable(cluster.sets.get(key(handle)));
      case "k8s.Deployment" -> Optional.ofNullable(cluster.deployments.get(key(handle)));
      default -> Optional.empty();
    };
  }

  static boolean isWorkload(Value.Handle handle) {
    return handle.type().equals("k8s.Deployment") || handle.type().equals("k8s.StatefulSet");
  }

  static Optional<Pod> pod(Cluster cluster, Value.Handle handle) {
    return cluster.pod(namespace(handle), name(handle));
  }

  /** Whether the API server still knows it, an ending one included. */
  static boolean exists(Cluster cluster, Value.Handle handle) {
    return switch (handle.type()) {
      case "k8s.Deployment", "k8s.StatefulSet" -> workload(cluster, handle).isPresent();
      case "k8s.Pod" -> pod(cluster, handle).isPresent();
      case "k8s.ConfigMap" -> cluster.configMaps.containsKey(key(handle));
      case "k8s.Claim" -> cluster.claims.containsKey(key(handle));
      case "k8s.Autoscaler" -> cluster.autoscalers.containsKey(key(handle));
      case "k8s.VolumeSnapshot" -> cluster.snapshots.containsKey(key(handle));
      case "k8s.Ingress" -> cluster.ingresses.containsKey(key(handle));
      default -> throw new AssertionError("no object is of type " + handle.type());
    };
  }

  /** As the API's messages call it. */
  static String resource(Value.Handle handle) {
    return switch (handle.type()) {
      case "k8s.Deployment" -> "deployments.apps";
      case "k8s.StatefulSet" -> "statefulsets.apps";
      case "k8s.Pod" -> "pods";
      case "k8s.ConfigMap" -> "configmaps";
      case "k8s.Claim" -> "persistentvolumeclaims";
      case "k8s.Autoscaler" -> "horizontalpodautoscalers.autoscaling";
      case "k8s.VolumeSnapshot" -> "volumesnapshots.snapshot.storage.k8s.io";
      case "k8s.Ingress" -> "ingresses.networking.k8s.io";
      default -> "objects";
    };
  }
}
