package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.simulated.Hosts;
import io.godel.runbook.value.Value;
import java.util.Optional;
import java.util.Set;

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
    return cluster.find(pod).flatMap(cluster::claimOf).map(Claim::free).orElse(Long.MAX_VALUE);
  }

  /** The pods of a workload that is deleted count until they are gone. */
  @Override
  public boolean stopped(Value.Handle workload) {
    boolean wantsNone =
        Objects.workload(cluster, workload).map(known -> known.replicas == 0).orElse(true);
    return wantsNone
        && cluster.pods().stream()
            .noneMatch(
                pod ->
                    pod.namespace.equals(Objects.namespace(workload))
                        && pod.owner.name.equals(Objects.name(workload)));
  }

  @Override
  public void whenChanged(Set<String> pods, Runnable listener) {
    cluster.whenChanged(pods, listener);
  }
}
