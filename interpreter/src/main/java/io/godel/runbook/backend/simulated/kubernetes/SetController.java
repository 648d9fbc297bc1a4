package io.godel.runbook.backend.simulated.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Brings a StatefulSet's pods towards what is wanted, one at a time and in order.
 *
 * <p>As in Kubernetes, a pod that is not ready holds up everything: a rolling update does not
 * replace it (the StatefulSet's manual page, "Forced rollback").
 */
final class SetController {
  private final Cluster cluster;
  private final Workload set;

  SetController(Cluster cluster, Workload set) {
    this.cluster = cluster;
    this.set = set;
  }

  /**
   * The status tells of what was there at the beginning: what is made now is seen the next time.
   */
  void sync() {
    set.updateRevision = set.templateHash();
    if (set.currentRevision.isEmpty()) {
      set.currentRevision = set.updateRevision;
    }
    List<Pod> seen = List.copyOf(set.pods);
    if (!makeMissing() && !removeSurplus()) {
      replaceOld();
    }
    int updated = live(seen, set.updateRevision);
    int ready = (int) seen.stream().filter(pod -> pod.ready).count();
    if (updated == set.replicas && ready == set.replicas && seen.size() == set.replicas) {
      set.currentRevision = set.updateRevision;
    }
    set.status =
        new Workload.Status(
            set.generation, seen.size(), updated, ready, live(seen, set.currentRevision));
  }

  private static int live(List<Pod> pods, String revision) {
    return (int)
        pods.stream().filter(pod -> !pod.terminating && pod.revision.equals(revision)).count();
  }

  /** Whether everything that is wanted has to be waited for before anything else is done. */
  private boolean makeMissing() {
    for (int ordinal = 0; ordinal < set.replicas; ordinal++) {
      Optional<Pod> pod = pod(ordinal);
      if (pod.isEmpty()) {
        make(set.name + "-" + ordinal);
        return true;
      }
      if (pod.get().terminating || !pod.get().ready) {
        return true;
      }
    }
    return false;
  }

  /** Neither a pod of that name nor its claim may still be ending, whoever they belonged to. */
  private void make(String name) {
    boolean blocked = cluster.pod(set.namespace, name).isPresent() || !cluster.hasRoom();
    if (blocked || !cluster.kubelet.claimFor(set, name)) {
      cluster.reconcileLater(set);
    } else {
      cluster.kubelet.create(set, name, set.updateRevision);
    }
  }

  private Optional<Pod> pod(int ordinal) {
    return set.pods.stream().filter(pod -> ordinalOf(pod) == ordinal).findFirst();
  }

  private int ordinalOf(Pod pod) {
    return Integer.parseInt(pod.name.substring(set.name.length() + 1));
  }

  /** The highest first; one that is not ready waits for a lower one that is not ready either. */
  private boolean removeSurplus() {
    Optional<Pod> highest =
        set.pods.stream()
            .filter(pod -> ordinalOf(pod) >= set.replicas)
            .max(Comparator.comparingInt(this::ordinalOf));
    Optional<Pod> firstIll =
        set.pods.stream().filter(pod -> !pod.ready).min(Comparator.comparingInt(this::ordinalOf));
    highest
        .filter(pod -> !pod.terminating)
        .filter(pod -> pod.ready || firstIll.filter(pod::equals).isPresent())
        .ifPresent(cluster.kubelet::delete);
    return highest.isPresent();
  }

  private void replaceOld() {
    set.pods.stream()
        .filter(pod -> !pod.revision.equals(set.updateRevision))
        .max(Comparator.comparingInt(this::ordinalOf))
        .ifPresent(cluster.kubelet::delete);
  }
}
