package io.godel.runbook.backend.simulated.kubernetes;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the cluster is told to be, without what its controllers make of it from moment to moment.
 */
public final class ClusterFacts {
  private final Map<String, String> facts = new TreeMap<>();

  private ClusterFacts() {}

  /** By a name that people understand, for example {@code statefulset postgres replicas}. */
  public static Map<String, String> of(Cluster cluster) {
    ClusterFacts all = new ClusterFacts();
    cluster.workloads().forEach(all::workload);
    cluster.configMaps.forEach((key, data) -> all.entries("configmap " + Cluster.name(key), data));
    cluster.ingresses.forEach((key, data) -> all.entries("ingress " + Cluster.name(key), data));
    cluster.autoscalers.forEach(
        (key, scaler) ->
            all.put("autoscaler " + Cluster.name(key) + " bounds", scaler.min + ".." + scaler.max));
    cluster.claims.forEach(
        (key, claim) ->
            all.put(
                "claim " + Cluster.name(key), claim.terminating ? "terminating" : claim.volume));
    cluster.claims.forEach(
        (key, claim) ->
            all.put("claim " + Cluster.name(key) + " size", (claim.size >> 20) + "MiB"));
    cluster.snapshots.forEach(
        (key, copy) ->
            all.put(
                "snapshot " + Cluster.name(key),
                copy.isUsable(cluster.time.now()) ? copy.volume() : "not ready to use"));
    return all.facts;
  }

  /**
   * What the settings are that the newest pods of the workloads were started with. It is what the
   * cluster is told to be, unless a setting was changed and its pods were not started again.
   *
   * @return by names as {@code deployment godel-api runs with DATABASE_HOST}; of a workload without
   *     running pods there are none
   */
  public static Map<String, String> inUse(Cluster cluster) {
    ClusterFacts all = new ClusterFacts();
    cluster.workloads().forEach(all::inUse);
    return all.facts;
  }

  private void inUse(Workload workload) {
    Map<String, Set<String>> values = new TreeMap<>();
    workload.live().stream()
        .filter(pod -> pod.running && pod.revision.equals(workload.template.hash()))
        .flatMap(pod -> pod.environment.entrySet().stream())
        .forEach(
            it -> values.computeIfAbsent(it.getKey(), key -> new TreeSet<>()).add(it.getValue()));
    values.forEach(
        (key, all) -> put(named(workload) + " runs with " + key, String.join(" and ", all)));
  }

  private static String named(Workload workload) {
    return (workload.isSet ? "statefulset " : "deployment ") + workload.name;
  }

  private void put(String name, String value) {
    facts.put(name, value);
  }

  private void entries(String owner, Map<String, String> entries) {
    put(owner, "there");
    entries.forEach((key, value) -> put(owner + " " + key, value));
  }

  private void workload(Workload workload) {
    String name = named(workload);
    put(name + " replicas", Integer.toString(workload.replicas));
    workload
        .template
        .memoryLimits()
        .forEach(
            (container, limit) ->
                put(name + " memory limit of " + container, (limit >> 20) + "MiB"));
    workload.template.variables().forEach((key, value) -> put(name + " variable " + key, value));
  }
}
