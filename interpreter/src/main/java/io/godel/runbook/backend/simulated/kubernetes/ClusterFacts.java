package io.godel.runbook.backend.simulated.kubernetes;

import java.util.Map;
import java.util.TreeMap;

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

  private void put(String name, String value) {
    facts.put(name, value);
  }

  private void entries(String owner, Map<String, String> entries) {
    put(owner, "there");
    entries.forEach((key, value) -> put(owner + " " + key, value));
  }

  private void workload(Workload workload) {
    String name = (workload.isSet ? "statefulset " : "deployment ") + workload.name;
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
