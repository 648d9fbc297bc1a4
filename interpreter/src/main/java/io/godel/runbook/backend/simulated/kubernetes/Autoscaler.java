package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Duration;

/** Keeps a Deployment's replicas between two numbers, unless it is at zero. */
final class Autoscaler {
  /** The controller's default {@code --horizontal-pod-autoscaler-sync-period}. */
  private static final Duration PERIOD = Duration.ofSeconds(15);

  final String namespace;
  final String target;
  int min;
  int max;

  Autoscaler(String namespace, String target, int min, int max) {
    this.namespace = namespace;
    this.target = target;
    this.min = min;
    this.max = max;
  }

  /** Looks at all autoscalers of the cluster again and again. */
  static void start(Cluster cluster) {
    cluster.time.lookAfter(
        PERIOD,
        () -> {
          boolean changed = false;
          for (Autoscaler scaler : cluster.autoscalers.values()) {
            changed |= scaler.look(cluster);
          }
          start(cluster);
          return changed;
        });
  }

  /**
   * At zero autoscaling is off: the Deployment stays there until somebody scales it up.
   *
   * @return whether it changed anything
   */
  private boolean look(Cluster cluster) {
    Workload workload = cluster.deployments.get(Cluster.key(namespace, target));
    if (workload == null || workload.replicas == 0) {
      return false;
    }
    int wanted = Math.max(min, Math.min(max, workload.replicas));
    if (wanted == workload.replicas) {
      return false;
    }
    workload.replicas = wanted;
    cluster.specChanged(workload);
    return true;
  }
}
