package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Makes and ends pods of a ReplicaSet until there are as many as are wanted. */
final class ReplicaSetController {
  static final int SUFFIX_LENGTH = 5;

  /** Those that serve least go first: not ready ones, then the youngest. */
  private static final Comparator<Pod> LEAST_USEFUL =
      Comparator.comparing((Pod pod) -> pod.ready)
          .thenComparing(pod -> pod.startedAt.orElse(Instant.MAX), Comparator.reverseOrder())
          .thenComparing(pod -> pod.name);

  private final Cluster cluster;
  private final ReplicaSet set;

  ReplicaSetController(Cluster cluster, ReplicaSet set) {
    this.cluster = cluster;
    this.set = set;
  }

  /**
   * The status tells of what was there at the beginning: what is made now is seen the next time.
   */
  void sync() {
    List<Pod> live = set.live();
    ReplicaSet.Seen before = set.seen;
    set.seen = new ReplicaSet.Seen(set.generation, live.size(), ready(live));
    for (int missing = set.replicas - live.size(); missing > 0 && cluster.hasRoom(); missing--) {
      String name = set.name() + "-" + cluster.madeUp(SUFFIX_LENGTH);
      cluster.kubelet.create(set.owner, name, set.hash);
    }
    if (live.size() > set.replicas) {
      live.stream()
          .sorted(LEAST_USEFUL)
          .limit(live.size() - set.replicas)
          .forEach(cluster.kubelet::delete);
    }
    if (!set.seen.equals(before)) {
      cluster.reconcile(set.owner);
    }
  }

  private static int ready(List<Pod> pods) {
    int ready = 0;
    for (Pod pod : pods) {
      ready += pod.ready ? 1 : 0;
    }
    return ready;
  }
}
