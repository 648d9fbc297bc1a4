package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.simulated.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What an API server refuses to keep, in its words; empty for what it keeps. */
final class Invalid {
  /** Of all values of a ConfigMap together, in bytes. */
  private static final int SETTINGS_MAX = 1 << 20;

  private Invalid() {}

  static Reply of(String object, String why) {
    return Reply.refused("invalid", object + " is invalid: " + why);
  }

  private static Optional<Reply> unless(boolean valid, String object, String why) {
    return valid ? Optional.empty() : Optional.of(of(object, why));
  }

  static Optional<Reply> settings(String name, Map<String, String> data) {
    String object = "ConfigMap \"%s\"".formatted(name);
    for (String key : data.keySet()) {
      if (!Names.isSetting(key)) {
        return Optional.of(
            of(object, "data[%1$s]: Invalid value: \"%1$s\": no valid config key".formatted(key)));
      }
    }
    long size =
        data.values().stream()
            .mapToLong(value -> value.getBytes(StandardCharsets.UTF_8).length)
            .sum();
    return unless(
        size <= SETTINGS_MAX,
        object,
        "[]: Too long: may not be more than " + SETTINGS_MAX + " bytes");
  }

  static Optional<Reply> annotation(String ingress, String key) {
    return unless(
        Names.isAnnotation(key),
        "Ingress.networking.k8s.io \"%s\"".formatted(ingress),
        "metadata.annotations: Invalid value: \"%s\"".formatted(key));
  }

  static Optional<Reply> variable(Workload workload, String name) {
    return unless(
        Names.isVariable(name),
        object(workload),
        "spec.template.spec.containers[0].env: Invalid value: \"%s\"".formatted(name));
  }

  static Optional<Reply> memoryLimit(Workload workload, long limit) {
    return unless(
        limit >= 0,
        object(workload),
        "spec.template.spec.containers[0].resources.limits[memory]: Invalid value: \"%d\": must be"
                .formatted(limit)
            + " greater than or equal to 0");
  }

  static Optional<Reply> snapshotName(String name) {
    return unless(
        Names.isSubdomain(name),
        "VolumeSnapshot.snapshot.storage.k8s.io \"%s\"".formatted(name),
        "metadata.name: Invalid value: \"%s\": a lowercase RFC 1123 subdomain".formatted(name));
  }

  static Optional<Reply> bounds(String name, long min, long max) {
    String object = "HorizontalPodAutoscaler.autoscaling \"%s\"".formatted(name);
    if (min < 1) {
      return Optional.of(
          of(
              object,
              "spec.minReplicas: Invalid value: " + min + ": must be greater than or equal to 1"));
    }
    if (max < min) {
      return Optional.of(
          of(
              object,
              "spec.maxReplicas: Invalid value: "
                  + max
                  + ": must be greater than or equal to `minReplicas`"));
    }
    return unless(
        max <= Cluster.PODS_MAX,
        object,
        "spec.maxReplicas: Invalid value: %d: must be at most %d here"
            .formatted(max, Cluster.PODS_MAX));
  }

  static Optional<Reply> replicas(Workload workload, long replicas) {
    String wanted =
        replicas < 0 ? "greater than or equal to 0" : "at most " + Cluster.PODS_MAX + " here";
    return unless(
        replicas >= 0 && replicas <= Cluster.PODS_MAX,
        object(workload),
        "spec.replicas: Invalid value: %d: must be %s".formatted(replicas, wanted));
  }

  /** A volume grows and never shrinks. */
  static Optional<Reply> claimSize(String name, Claim claim, long size) {
    return unless(
        size >= claim.size,
        "PersistentVolumeClaim \"%s\"".formatted(name),
        "spec.resources.requests.storage: Forbidden: field can not be less than status.capacity");
  }

  private static String object(Workload workload) {
    return "%s.apps \"%s\"".formatted(workload.kind(), workload.name);
  }
}
