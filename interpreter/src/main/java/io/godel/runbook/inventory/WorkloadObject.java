package io.godel.runbook.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What keeps pods running.
 *
 * @param replicas that the manifest wants
 * @param labels of its pods
 * @param mountedConfigMaps that lie in its pods as files
 * @param claims that its pods hold; those of a set's templates have the ordinals of its replicas
 */
public record WorkloadObject(
    KubernetesObject object,
    int replicas,
    Map<String, String> labels,
    List<Container> containers,
    List<String> mountedConfigMaps,
    List<String> claims) {
  static final Set<String> KINDS =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Pod");

  private static final int ORDINALS_MAX = 1_000;

  public WorkloadObject {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    containers = List.copyOf(containers);
    mountedConfigMaps = List.copyOf(mountedConfigMaps);
    claims = List.copyOf(claims);
  }

  static WorkloadObject of(KubernetesObject object) {
    String[] template = template(object.kind());
    Tree pod = object.tree().at(template).orElse(object.tree());
    List<Container> containers = new ArrayList<>();
    pod.list("spec", "containers").forEach(it -> containers.add(Container.of(it)));
    List<String> configMaps = new ArrayList<>();
    List<String> claims = new ArrayList<>();
    for (Tree volume : pod.list("spec", "volumes")) {
      volume.text("configMap", "name").ifPresent(configMaps::add);
      volume.text("persistentVolumeClaim", "claimName").ifPresent(claims::add);
      for (Tree source : volume.list("projected", "sources")) {
        source.text("configMap", "name").ifPresent(configMaps::add);
      }
    }
    int replicas = object.tree().number("spec", "replicas").orElse(1);
    for (Tree claim : object.tree().list("spec", "volumeClaimTemplates")) {
      claim
          .text("metadata", "name")
          .ifPresent(
              name -> {
                for (int i = 0; i < Math.min(Math.max(1, replicas), ORDINALS_MAX); i++) {
                  claims.add(name + "-" + object.name() + "-" + i);
                }
              });
    }
    return new WorkloadObject(
        object, replicas, pod.map("metadata", "labels"), containers, configMaps, claims);
  }

  private static String[] template(String kind) {
    return switch (kind) {
      case "Pod" -> new String[0];
      case "CronJob" -> new String[] {"spec", "jobTemplate", "spec", "template"};
      default -> new String[] {"spec", "template"};
    };
  }

  /** Whether a new value in that ConfigMap reaches its pods only when they start again. */
  public boolean readsAtStart(String configMap) {
    return containers.stream().anyMatch(it -> it.configMaps().contains(configMap));
  }
}
