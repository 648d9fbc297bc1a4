package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.simulated.Hosts;
import io.godel.runbook.value.Value;
import java.util.Optional;

/** What the cluster says of the pods that servers run in. */
public final class KubernetesHosts implements Hosts {
  private final Cluster cluster;

  public KubernetesHosts(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public State of(String pod) {
    Optional<Pod> known = cluster.find(pod);
    if (known.isEmpty()) {
      return State.STOPPED;
    }
    if (!cluster.isUp(known.get().node)) {
      return State.UNREACHABLE;
    }
    return known.get().running ? State.RUNNING : State.STOPPED;
  }

  @Override
  public long free(String pod) {
    return cluster
        .find(pod)
        .flatMap(cluster::claimOf)
        .map(Cluster.Claim::free)
        .orElse(Long.MAX_VALUE);
  }

  @Override
  public boolean stopped(Value.Handle workload) {
    return Objects.workload(cluster, workload)
        .map(known -> known.replicas == 0 && known.pods.isEmpty())
        .orElse(true);
  }

  @Override
  public void whenChanged(Runnable listener) {
    cluster.whenChanged(listener);
  }
}
