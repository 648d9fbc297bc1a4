package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.simulated.WorldBench;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down every change of a workload and its pods, as a watch of the API would see it. */
final class Watch {
  private final Cluster cluster;
  private final String workload;
  private final Instant start;
  private final Map<String, String> shown = new LinkedHashMap<>();
  private final Map<String, String> kinds = new LinkedHashMap<>();
  private final List<Seen> changes = new ArrayList<>();

  /**
   * @param stream {@code status}, {@code pods}, {@code claims} or {@code sets}
   */
  record Seen(Duration after, String stream, String text) {}

  Watch(Cluster cluster, String workload) {
    this.cluster = cluster;
    this.workload = workload;
    this.start = cluster.time.now();
    pods().forEach(pod -> kinds.put(pod.uid, "old"));
    look();
    changes.clear();
  }

  /** Watches what a call brings about. */
  static Watch of(WorldBench bench, String workload, Duration during, Runnable act) {
    Watch watch = new Watch(bench.world.cluster(), workload);
    act.run();
    bench
        .world
        .time()
        .advance(
            bench.world.time().now().plus(during),
            () -> {
              watch.look();
              return false;
            });
    watch.look();
    return watch;
  }

  private List<Pod> pods() {
    return cluster.pods().stream().filter(pod -> pod.owner.name.equals(workload)).toList();
  }

  private void look() {
    Optional<Workload> known = cluster.workload(WorldBench.NAMESPACE, workload);
    show("status", workload, known.map(Watch::status).orElse("gone"));
    known.ifPresent(
        it ->
            it.replicaSets.forEach(
                set -> show("sets", set.hash, set.revision + ": " + set.replicas)));
    cluster.claims.forEach(
        (key, claim) ->
            show(
                "claims",
                claim.volume,
                claim.terminating ? "terminating" : claim.bound ? "bound" : "pending"));
    List<String> volumes = cluster.claims.values().stream().map(claim -> claim.volume).toList();
    gone("claims", volumes);
    pods().forEach(this::pod);
    gone("pods", pods().stream().map(pod -> pod.uid).toList());
  }

  private static String status(Workload workload) {
    Workload.Status status = workload.status;
    String text =
        "generation %d seen %d: %d replicas, %d updated, %d ready"
            .formatted(
                workload.generation,
                status.observedGeneration(),
                status.replicas(),
                status.updated(),
                status.ready());
    String revisions =
        workload.currentRevision.equals(workload.updateRevision) ? "one revision" : "two revisions";
    return workload.isSet ? text + ", %d current, %s".formatted(status.current(), revisions) : text;
  }

  private void pod(Pod pod) {
    kinds.putIfAbsent(pod.uid, "young");
    boolean first = !shown.containsKey("pods" + pod.uid);
    String state = state(pod);
    show("pods", pod.uid, first ? "appears" : state);
    shown.put("pods" + pod.uid, state);
  }

  private static String state(Pod pod) {
    if (pod.terminating) {
      return pod.running ? "is ending" + (pod.ready ? ", still ready" : "") : "has ended";
    }
    String restarts = pod.restarts > 0 ? " with restart " + pod.restarts : "";
    if (pod.running) {
      return (pod.ready ? "is ready" : "runs") + restarts;
    }
    return pod.waitingReason
            .map(reason -> "waits: " + reason)
            .orElse(pod.startedAt.isPresent() ? "has crashed" : "is pending")
        + restarts;
  }

  private void show(String stream, String id, String text) {
    if (!text.equals(shown.put(stream + id, text))) {
      String kind = stream.equals("pods") ? kinds.get(id) + " " : "";
      add(stream, kind + text);
    }
  }

  private void gone(String stream, List<String> left) {
    for (String key : List.copyOf(shown.keySet())) {
      if (key.startsWith(stream) && !left.contains(key.substring(stream.length()))) {
        shown.remove(key);
        String kind = stream.equals("pods") ? kinds.get(key.substring(4)) + " " : "";
        add(stream, kind + "is gone");
      }
    }
  }

  private void add(String stream, String text) {
    changes.add(new Seen(Duration.between(start, cluster.time.now()), stream, text));
  }

  /** What happened in one stream, a line each. */
  String of(String stream) {
    StringBuilder text = new StringBuilder();
    changes.stream()
        .filter(change -> change.stream().equals(stream))
        .forEach(change -> text.append(change.text()).append('\n'));
    return text.toString();
  }

  /** When that was seen for the n-th time, from 1. */
  Duration when(String stream, String text, int number) {
    return changes.stream()
        .filter(change -> change.stream().equals(stream) && change.text().equals(text))
        .skip(number - 1L)
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not in\n" + of(stream)))
        .after();
  }
}
