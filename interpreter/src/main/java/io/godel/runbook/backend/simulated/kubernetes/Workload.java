package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A Deployment or a StatefulSet: what is wanted, what was seen, and the pods that there are. */
final class Workload {
  final boolean isSet;
  final String namespace;
  final String name;
  final Map<String, String> labels = new LinkedHashMap<>();
  final List<Pod> pods = new ArrayList<>();

  /** Of a Deployment, the oldest first. */
  final List<ReplicaSet> replicaSets = new ArrayList<>();

  /** Settings with which the program ends right after its start; empty for none. */
  final Map<String, String> crashesWith = new TreeMap<>();

  /** What the program prints at each start. */
  final List<String> startLog = new ArrayList<>();

  Optional<String> claimTemplate = Optional.empty();
  long claimSize = 1L << 30;
  long claimUsed;
  long cpuRequest;
  String uid = "";
  Template template = Template.EMPTY;
  private Template hashed = Template.EMPTY;
  private String hash = Template.EMPTY.hash();
  int replicas = 1;
  int maxSurge = 1;
  int maxUnavailable;
  int generation = 1;

  /** Of a Deployment: what is changed in its template is not rolled out. */
  boolean paused;

  /** Of a StatefulSet: the revision that it comes from, and the one that it goes to. */
  String currentRevision = "";

  String updateRevision = "";
  Status status = new Status(0, 0, 0, 0, 0);
  long cpuMillicores = 100;
  long memory = 128L << 20;
  Duration startup = Duration.ofSeconds(10);
  Program program = Program.HEALTHY;

  /**
   * What the controller wrote down last; a pod is available as soon as it is ready.
   *
   * @param updated of the newest revision
   * @param current of a StatefulSet: of the revision that it comes from
   */
  record Status(int observedGeneration, int replicas, int updated, int ready, int current) {}

  Workload(boolean isSet, String namespace, String name) {
    this.isSet = isSet;
    this.namespace = namespace;
    this.name = name;
  }

  String key() {
    return Cluster.key(namespace, name);
  }

  /** As {@link Objects#unique} says it of its handle. */
  String unique() {
    return kind() + " " + key();
  }

  String kind() {
    return isSet ? "StatefulSet" : "Deployment";
  }

  /** Whether a container that starts with these settings ends right away. */
  boolean endsAtOnce(Map<String, String> environment) {
    return !crashesWith.isEmpty() && environment.entrySet().containsAll(crashesWith.entrySet());
  }

  List<Pod> live() {
    List<Pod> live = new ArrayList<>(pods);
    live.removeIf(pod -> pod.terminating);
    return live;
  }

  /** The hash of the template, which controllers ask for at every look. */
  String templateHash() {
    if (!hashed.equals(template)) {
      hash = template.hash();
      hashed = template;
    }
    return hash;
  }

  /**
   * Every replica that is wanted is there, ready and of the newest revision; a Deployment's old
   * pods may still be ending then, as {@code kubectl rollout status} has it.
   */
  boolean isRolledOut() {
    return status.observedGeneration() == generation
        && status.replicas() == replicas
        && status.updated() == replicas
        && status.ready() == replicas
        && currentRevision.equals(updateRevision);
  }
}
