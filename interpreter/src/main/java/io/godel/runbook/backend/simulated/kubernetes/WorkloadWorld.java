package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the Deployments and StatefulSets of a world file. */
final class WorkloadWorld {
  static final List<String> KEYS =
      List.of(
          "replicas",
          "labels",
          "configmaps",
          "variables",
          "memory_limits",
          "startup",
          "log",
          "crash_loop",
          "crashes_with",
          "node",
          "cpu_request",
          "cpu_millicores",
          "memory");

  static final List<String> DEPLOYMENT_KEYS = List.of("max_surge", "max_unavailable", "paused");
  static final List<String> SET_KEYS = List.of("claim_template", "claim_size", "claim_used");

  private final Cluster cluster;
  private final String namespace;
  private final List<Diagnostic> diagnostics;

  WorkloadWorld(Cluster cluster, String namespace, List<Diagnostic> diagnostics) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.diagnostics = diagnostics;
  }

  private static List<String> keys(boolean isSet) {
    List<String> keys = new ArrayList<>(KEYS);
    keys.addAll(isSet ? SET_KEYS : DEPLOYMENT_KEYS);
    return keys;
  }

  void read(boolean isSet, String name, YamlTree tree) {
    Section section = Section.of(tree, keys(isSet), diagnostics);
    Workload workload = new Workload(isSet, namespace, name);
    workload.uid = cluster.madeUp(12);
    workload.replicas = (int) section.integer("replicas", 1, 0, cluster.podQuota);
    workload.cpuMillicores =
        section.integer("cpu_millicores", workload.cpuMillicores, 0, Integer.MAX_VALUE);
    workload.cpuRequest = section.integer("cpu_request", 0, 0, Integer.MAX_VALUE);
    section.bytes("memory").ifPresent(bytes -> workload.memory = bytes);
    section.duration("startup").ifPresent(startup -> workload.startup = startup);
    workload.startLog.addAll(section.strings("log"));
    workload.crashesWith.putAll(section.texts("crashes_with"));
    workload.labels.putAll(section.texts("labels"));
    if (workload.labels.isEmpty()) {
      workload.labels.put("app.kubernetes.io/name", name);
    }
    workload.template = template(section);
    if (isSet) {
      workload.claimTemplate = section.string("claim_template");
      section.bytes("claim_size").ifPresent(size -> workload.claimSize = size);
      section.bytes("claim_used").ifPresent(size -> workload.claimUsed = size);
    } else {
      rollout(workload, section);
    }
    section.known("node", "node", cluster.nodes.keySet());
    (isSet ? cluster.sets : cluster.deployments).put(workload.key(), workload);
    pods(workload, section.string("node"), section.bool("crash_loop", false));
  }

  private Template template(Section section) {
    section.knownEach(
        "configmaps",
        "ConfigMap",
        cluster.configMaps.keySet().stream()
            .map(key -> key.substring(key.indexOf('/') + 1))
            .toList());
    Map<String, Long> limits = new TreeMap<>();
    List<String> containers = List.copyOf(section.named("memory_limits").keySet());
    section
        .section("memory_limits", containers)
        .ifPresent(
            it ->
                containers.forEach(
                    name -> it.bytes(name).ifPresent(limit -> limits.put(name, limit))));
    return new Template(
        section.strings("configmaps"), section.texts("variables"), limits, Optional.empty());
  }

  /** A Deployment that allows neither more pods nor fewer could never be rolled out. */
  private static void rollout(Workload workload, Section section) {
    workload.paused = section.bool("paused", false);
    workload.maxUnavailable = (int) section.integer("max_unavailable", 0, 0, Cluster.PODS_MAX);
    int least = workload.maxUnavailable == 0 ? 1 : 0;
    workload.maxSurge = (int) section.integer("max_surge", 1, least, Cluster.PODS_MAX);
  }

  private void pods(Workload workload, Optional<String> node, boolean crashLoop) {
    String hash = workload.template.hash();
    workload.currentRevision = workload.isSet ? hash : "";
    workload.updateRevision = workload.currentRevision;
    if (!workload.isSet) {
      ReplicaSet replicaSet = new ReplicaSet(workload, hash, 1);
      replicaSet.replicas = workload.replicas;
      workload.replicaSets.add(replicaSet);
    }
    for (int i = 0; i < workload.replicas; i++) {
      String name =
          workload.isSet ? workload.name + "-" + i : workload.name + "-" + hash + "-" + suffix();
      Pod pod = new Pod(workload, name, cluster.madeUp(12), hash);
      pod.node = node.or(() -> cluster.place(workload)).orElse("");
      workload.pods.add(pod);
      if (crashLoop) {
        pod.waitingReason = Optional.of("CrashLoopBackOff");
      }
    }
  }

  private String suffix() {
    return cluster.madeUp(ReplicaSetController.SUFFIX_LENGTH);
  }
}
