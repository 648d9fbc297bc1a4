package io.godel.runbook.backend.simulated.kubernetes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Brings a Deployment's pods towards what is wanted, never below nor above what it allows. */
final class DeploymentController {
  private final Cluster cluster;
  private final Workload deployment;

  DeploymentController(Cluster cluster, Workload deployment) {
    this.cluster = cluster;
    this.deployment = deployment;
  }

  void reconcile() {
    List<Pod> live = deployment.live();
    List<Pod> young = live.stream().filter(pod -> pod.revision == deployment.revision).toList();
    List<Pod> old = live.stream().filter(pod -> pod.revision != deployment.revision).toList();
    removeSurplus(young);
    removeOld(live, old);
    add(deployment.live().size(), young.size());
  }

  private void add(int live, int young) {
    int surge = deployment.live().stream().anyMatch(this::isOld) ? deployment.maxSurge : 0;
    int room = deployment.replicas + surge - live;
    int missing = deployment.replicas - young;
    for (int i = 0; i < Math.min(room, missing); i++) {
      String hash = Integer.toHexString(0x5a00 + deployment.revision * 7919 % 0x5a00);
      cluster.kubelet.create(deployment, deployment.name + "-" + hash + "-" + cluster.madeUp(5));
    }
  }

  private boolean isOld(Pod pod) {
    return pod.revision != deployment.revision;
  }

  private void removeSurplus(List<Pod> young) {
    List<Pod> leastUseful = new ArrayList<>(young);
    leastUseful.sort(Comparator.comparing(pod -> pod.ready));
    for (int i = 0; i < young.size() - deployment.replicas; i++) {
      cluster.kubelet.delete(leastUseful.get(i));
    }
  }

  /** Those that are not ready serve nobody; of the others so many that enough stay. */
  private void removeOld(List<Pod> live, List<Pod> old) {
    long ready = live.stream().filter(pod -> pod.ready && !pod.terminating).count();
    long spare = ready - (deployment.replicas - deployment.maxUnavailable);
    int tooMany = live.size() - deployment.replicas;
    for (Pod pod : old) {
      boolean canGo = !pod.ready && (deployment.replicas == 0 || tooMany > 0 || hasYoung(live));
      if (deployment.replicas == 0 || canGo) {
        cluster.kubelet.delete(pod);
        tooMany--;
      } else if (pod.ready && spare > 0) {
        cluster.kubelet.delete(pod);
        spare--;
        tooMany--;
      }
    }
  }

  private boolean hasYoung(List<Pod> live) {
    return live.stream().anyMatch(pod -> !isOld(pod));
  }
}
