package io.godel.runbook.backend.simulated.kubernetes;

import java.util.List;

/** The pods of one template of a Deployment: how many are wanted, and what was seen of them. */
final class ReplicaSet {
  final Workload owner;
  final String hash;
  int revision;
  int replicas;
  int generation = 1;
  Seen seen = new Seen(0, 0, 0);

  /** The status, as its controller wrote it last; pods that are ending do not count. */
  record Seen(int observedGeneration, int replicas, int ready) {}

  /**
   * @param revision counts the templates of the Deployment; one that comes back gets a new number
   */
  ReplicaSet(Workload owner, String hash, int revision) {
    this.owner = owner;
    this.hash = hash;
    this.revision = revision;
  }

  String name() {
    return owner.name + "-" + hash;
  }

  List<Pod> live() {
    List<Pod> live = owner.live();
    live.removeIf(pod -> !pod.revision.equals(hash));
    return live;
  }
}
