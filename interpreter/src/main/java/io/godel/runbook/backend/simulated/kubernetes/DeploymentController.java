package io.godel.runbook.backend.simulated.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Moves a Deployment's replicas from old ReplicaSets to the one of its template, never below nor
 * above what it allows.
 *
 * <p>The arithmetic is that of the Deployment controller's rolling update (Kubernetes,
 * pkg/controller/deployment/rolling.go): what is wanted counts for the surge, what is seen to be
 * ready counts for what may go.
 */
final class DeploymentController {
  /** The API's default {@code revisionHistoryLimit}. */
  private static final int HISTORY_MAX = 10;

  private final Cluster cluster;
  private final Workload deployment;

  DeploymentController(Cluster cluster, Workload deployment) {
    this.cluster = cluster;
    this.deployment = deployment;
  }

  void sync() {
    if (deployment.paused) {
      syncPaused();
      return;
    }
    ReplicaSet young = young();
    if (!addYoung(young)) {
      removeOld(young);
    }
    forgetHistory(young);
    deployment.status = status(Optional.of(young));
  }

  /**
   * The replicas of the one ReplicaSet that has any, or else of the last one, are still changed; no
   * ReplicaSet is made (Kubernetes, pkg/controller/deployment/sync.go).
   */
  private void syncPaused() {
    List<ReplicaSet> active =
        deployment.replicaSets.stream().filter(set -> set.replicas > 0).toList();
    if (active.size() <= 1) {
      (active.isEmpty() ? deployment.replicaSets : active)
          .stream()
              .max(Comparator.comparingInt(set -> set.revision))
              .ifPresent(set -> scale(set, deployment.replicas));
    }
    deployment.status = status(known());
  }

  /** The ReplicaSet of the present template, if there is one already. */
  private Optional<ReplicaSet> known() {
    String hash = deployment.templateHash();
    return deployment.replicaSets.stream().filter(set -> set.hash.equals(hash)).findFirst();
  }

  /** The ReplicaSet of the present template, which may be one of earlier days. */
  private ReplicaSet young() {
    int revision = deployment.replicaSets.stream().mapToInt(set -> set.revision).max().orElse(0);
    Optional<ReplicaSet> known = known();
    if (known.isPresent()) {
      if (known.get().revision < revision) {
        known.get().revision = revision + 1;
      }
      return known.get();
    }
    ReplicaSet made = new ReplicaSet(deployment, deployment.templateHash(), revision + 1);
    deployment.replicaSets.add(made);
    cluster.reconcile(made);
    return made;
  }

  private static int wanted(List<ReplicaSet> sets) {
    return sets.stream().mapToInt(set -> set.replicas).sum();
  }

  private static int ready(List<ReplicaSet> sets) {
    return sets.stream().mapToInt(set -> set.seen.ready()).sum();
  }

  private boolean addYoung(ReplicaSet young) {
    int room = deployment.replicas + deployment.maxSurge - wanted(deployment.replicaSets);
    int missing = deployment.replicas - young.replicas;
    int change = missing < 0 ? missing : Math.max(0, Math.min(room, missing));
    scale(young, young.replicas + change);
    return change != 0;
  }

  /** First those that serve nobody; then so many of the others that enough stay. */
  private void removeOld(ReplicaSet young) {
    List<ReplicaSet> old =
        deployment.replicaSets.stream().filter(set -> set != young && set.replicas > 0).toList();
    int least = deployment.replicas - deployment.maxUnavailable;
    int youngNotReady = young.replicas - young.seen.ready();
    int spare = wanted(deployment.replicaSets) - least - youngNotReady;
    for (ReplicaSet set : old) {
      int useless = Math.min(spare, set.replicas - set.seen.ready());
      if (useless > 0) {
        scale(set, set.replicas - useless);
        spare -= useless;
      }
    }
    int readyToGo = ready(deployment.replicaSets) - least;
    for (ReplicaSet set : old) {
      int going = Math.max(0, Math.min(Math.min(set.replicas, readyToGo), spare));
      scale(set, set.replicas - going);
      readyToGo -= going;
      spare -= going;
    }
  }

  private void scale(ReplicaSet set, int replicas) {
    if (set.replicas != replicas) {
      set.replicas = replicas;
      set.generation++;
      cluster.reconcile(set);
      cluster.reconcile(deployment);
    }
  }

  private void forgetHistory(ReplicaSet young) {
    while (deployment.replicaSets.size() > HISTORY_MAX + 1) {
      Optional<ReplicaSet> oldest =
          deployment.replicaSets.stream()
              .filter(set -> set != young && set.replicas == 0 && set.seen.replicas() == 0)
              .findFirst();
      if (oldest.isEmpty()) {
        return;
      }
      deployment.replicaSets.remove(oldest.get());
    }
  }

  private Workload.Status status(Optional<ReplicaSet> young) {
    int replicas = deployment.replicaSets.stream().mapToInt(set -> set.seen.replicas()).sum();
    return new Workload.Status(
        deployment.generation,
        replicas,
        young.map(set -> set.seen.replicas()).orElse(0),
        ready(deployment.replicaSets),
        deployment.status.current());
  }
}
