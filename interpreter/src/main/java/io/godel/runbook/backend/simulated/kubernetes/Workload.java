package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A Deployment or a StatefulSet: what is wanted, and the pods that there are. */
final class Workload {
  final boolean isSet;
  final String namespace;
  final String name;
  final Map<String, String> labels = new LinkedHashMap<>();
  final List<String> configMaps = new ArrayList<>();
  final Map<String, String> variables = new TreeMap<>();
  final Map<String, Long> memoryLimits = new TreeMap<>();
  final List<Pod> pods = new ArrayList<>();
  Optional<String> claimTemplate = Optional.empty();
  long claimSize = 1L << 30;
  long claimUsed;
  Optional<String> lastWords = Optional.empty();
  long cpuRequest;
  String uid = "";
  int replicas = 1;
  int maxSurge = 1;
  int maxUnavailable = 0;
  int revision = 1;
  int generation = 1;
  int observedGeneration = 1;
  long cpuMillicores = 100;
  long memory = 128L << 20;
  Optional<Instant> restartedAt = Optional.empty();
  Duration startup = Duration.ofSeconds(10);
  Program program = Program.HEALTHY;

  Workload(boolean isSet, String namespace, String name) {
    this.isSet = isSet;
    this.namespace = namespace;
    this.name = name;
  }

  String kind() {
    return isSet ? "StatefulSet" : "Deployment";
  }

  /** As the API's messages call it. */
  String resource() {
    return isSet ? "statefulsets.apps" : "deployments.apps";
  }

  List<Pod> live() {
    return pods.stream().filter(pod -> !pod.terminating).toList();
  }

  long readyReplicas() {
    return pods.stream().filter(pod -> pod.ready).count();
  }

  /** Every pod that is wanted is there, ready and of the newest revision, and no other is. */
  boolean isRolledOut() {
    return observedGeneration == generation
        && pods.size() == replicas
        && pods.stream().allMatch(pod -> pod.ready && pod.revision == revision);
  }
}
