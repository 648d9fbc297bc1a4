package io.godel.runbook.backend.simulated.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The door to the model for those who know objects by their documents: an API server. */
public final class ApiView {
  private final Shown shown;
  private final Map<String, Documents> kinds = new LinkedHashMap<>();

  public ApiView(Shown shown) {
    this.shown = shown;
    Cluster cluster = shown.cluster();
    kinds.put("Node", new NodeDocuments(shown));
    kinds.put("ConfigMap", SettingDocuments.configMaps(cluster));
    kinds.put("Ingress", SettingDocuments.ingresses(cluster));
    kinds.put("PersistentVolumeClaim", new ClaimDocuments(shown));
    kinds.put("Deployment", new WorkloadDocuments(shown, false));
    kinds.put("ReplicaSet", new ReplicaSetDocuments(shown));
    kinds.put("StatefulSet", new WorkloadDocuments(shown, true));
    kinds.put("Pod", new PodDocuments(shown));
    kinds.put("HorizontalPodAutoscaler", new AutoscalerDocuments(shown));
    kinds.put("VolumeSnapshot", new SnapshotDocuments(shown));
  }

  /** By their names; owners come before what they own. */
  public Map<String, Documents> kinds() {
    return kinds;
  }

  public Shown shown() {
    return shown;
  }

  public Optional<Pod> pod(String namespace, String name) {
    return shown.cluster().pod(namespace, name);
  }

  /** Whether somebody can talk to the kubelet of the pod's node. */
  public boolean isReachable(Pod pod) {
    return shown.cluster().isUp(pod.node);
  }

  /** Whether the node answers. */
  public boolean isUp(String node) {
    return shown.cluster().isUp(node);
  }

  /** Whether the pod runs and its machine can be talked to, so that something answers there. */
  public boolean answers(String namespace, String pod) {
    return pod(namespace, pod).filter(it -> it.running && isReachable(it)).isPresent();
  }

  public boolean isRunning(Pod pod) {
    return pod.running;
  }

  public String namespace(Pod pod) {
    return pod.namespace;
  }

  /** What a metrics server has measured. */
  public record Usage(long cpuMillicores, long memory) {}

  /** Empty for a pod that was not measured yet. */
  public Optional<Usage> usage(Pod pod) {
    boolean young =
        pod.startedAt
            .filter(
                it -> it.plus(KubernetesReads.METRICS_AFTER).isAfter(shown.cluster().time.now()))
            .isPresent();
    return pod.running && isReachable(pod) && !young
        ? Optional.of(new Usage(pod.owner.cpuMillicores, pod.owner.memory))
        : Optional.empty();
  }

  public boolean hasMetrics() {
    return shown.cluster().hasMetrics;
  }

  /** The volume that the pod has its data on; empty while it has none. */
  public Optional<String> volume(String namespace, String pod) {
    return pod(namespace, pod).flatMap(Pod::volume);
  }

  /** The copies that were made of a volume, by name. */
  public List<String> snapshots(String volume) {
    return shown.cluster().snapshots.entrySet().stream()
        .filter(each -> each.getValue().volume().equals(volume))
        .map(each -> Cluster.name(each.getKey()))
        .toList();
  }

  /** The size of the pod's volume and what is free of it, in bytes. */
  public record Room(String claim, long size, long free) {}

  public Optional<Room> room(Pod pod) {
    return shown
        .cluster()
        .claimOf(pod)
        .map(
            claim ->
                new Room(
                    pod.owner.claimTemplate.orElseThrow() + "-" + pod.name,
                    claim.size,
                    claim.free()));
  }

  /** The lines of the pod's log that are kept, the oldest first. */
  public List<String> log(Pod pod) {
    shown.cluster().time.wake();
    return List.copyOf(pod.log);
  }

  public Optional<List<String>> previousLog(Pod pod) {
    return pod.previousLog;
  }

  /** How many lines the pod has printed ever. */
  public long printed(Pod pod) {
    shown.cluster().time.wake();
    return pod.printed;
  }

  /** The pods of a node, in whatever namespace. */
  public List<Pod> podsOf(String node) {
    return shown.cluster().pods().stream().filter(pod -> pod.node.equals(node)).toList();
  }
}
