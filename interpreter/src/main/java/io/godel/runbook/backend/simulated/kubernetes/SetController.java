package io.godel.runbook.backend.simulated.kubernetes;

import java.util.List;
import java.util.Optional;

/**
 * Brings a StatefulSet's pods towards what is wanted, one at a time and in order.
 *
 * <p>As in Kubernetes, a pod that runs and is not ready holds up everything: a rolling update does
 * not replace it (the StatefulSet's manual page, "Forced rollback").
 */
final class SetController {
  private final Cluster cluster;
  private final Workload set;

  SetController(Cluster cluster, Workload set) {
    this.cluster = cluster;
    this.set = set;
  }

  void reconcile() {
    for (int ordinal = 0; ordinal < set.replicas; ordinal++) {
      Optional<Pod> pod = pod(ordinal);
      if (pod.isEmpty()) {
        cluster.kubelet.create(set, set.name + "-" + ordinal);
        return;
      }
      if (pod.get().terminating || !pod.get().ready) {
        return;
      }
    }
    if (!removeSurplus()) {
      replaceOld();
    }
  }

  private Optional<Pod> pod(int ordinal) {
    return set.pods.stream().filter(pod -> ordinalOf(pod) == ordinal).findFirst();
  }

  private int ordinalOf(Pod pod) {
    return Integer.parseInt(pod.name.substring(set.name.length() + 1));
  }

  private boolean removeSurplus() {
    Optional<Pod> highest =
        set.pods.stream()
            .filter(pod -> ordinalOf(pod) >= set.replicas)
            .max((left, right) -> Integer.compare(ordinalOf(left), ordinalOf(right)));
    highest.filter(pod -> !pod.terminating).ifPresent(cluster.kubelet::delete);
    return highest.isPresent();
  }

  private void replaceOld() {
    List<Pod> old = set.pods.stream().filter(pod -> pod.revision != set.revision).toList();
    old.stream()
        .max((left, right) -> Integer.compare(ordinalOf(left), ordinalOf(right)))
        .ifPresent(cluster.kubelet::delete);
  }
}
