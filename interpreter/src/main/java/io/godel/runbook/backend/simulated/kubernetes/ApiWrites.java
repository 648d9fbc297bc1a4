package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets the model follow objects that were written through the API. */
public final class ApiWrites {
  private final Cluster cluster;

  public ApiWrites(Cluster cluster) {
    this.cluster = cluster;
  }

  /** An object that is there, or is to be there from now on; it has been found to be valid. */
  public void put(String kind, JsonNode object) {
    String key =
        Cluster.key(
            object.at("/metadata/namespace").asText(), object.at("/metadata/name").asText());
    switch (kind) {
      case "deployments", "statefulsets" -> workload(kind.equals("statefulsets"), key, object);
      case "configmaps" -> replace(cluster.configMaps, key, texts(object.path("data")));
      case "ingresses" ->
          replace(cluster.ingresses, key, texts(object.at("/metadata/annotations")));
      case "horizontalpodautoscalers" -> scaler(key, object);
      case "persistentvolumeclaims" -> claim(key, object);
      case "volumesnapshots" -> snapshot(key, object);
      default -> {
        // Pods, ReplicaSets and nodes belong to their controllers: labels alone are written.
      }
    }
  }

  private static void replace(
      Map<String, Map<String, String>> all, String key, Map<String, String> texts) {
    all.put(key, texts);
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private void workload(boolean isSet, String key, JsonNode object) {
    Map<String, Workload> all = isSet ? cluster.sets : cluster.deployments;
    Workload workload = all.get(key);
    JsonNode spec = object.path("spec");
    if (workload == null) {
      cluster.add(made(isSet, object));
      return;
    }
    int replicas = spec.path("replicas").asInt(1);
    if (replicas != workload.replicas) {
      workload.replicas = replicas;
      cluster.specChanged(workload);
    }
    cluster.templateChanged(workload, template(spec.path("template")));
  }

  private Workload made(boolean isSet, JsonNode object) {
    Workload workload =
        new Workload(
            isSet, object.at("/metadata/namespace").asText(), object.at("/metadata/name").asText());
    JsonNode spec = object.path("spec");
    workload.labels.putAll(texts(spec.at("/selector/matchLabels")));
    workload.replicas = spec.path("replicas").asInt(1);
    workload.template = template(spec.path("template"));
    workload.maxSurge = spec.at("/strategy/rollingUpdate/maxSurge").asInt(1);
    workload.maxUnavailable = spec.at("/strategy/rollingUpdate/maxUnavailable").asInt(0);
    JsonNode claim = spec.at("/volumeClaimTemplates/0");
    if (claim.isObject()) {
      workload.claimTemplate = Optional.of(claim.at("/metadata/name").asText());
      workload.claimSize = bytes(claim.at("/spec/resources/requests/storage").asText("1073741824"));
    }
    workload.uid = cluster.madeUp(12);
    workload.program = cluster.programs.getOrDefault(workload.key(), Program.HEALTHY);
    return workload;
  }

  private static Template template(JsonNode json) {
    List<String> configMaps = new ArrayList<>();
    Map<String, String> variables = new LinkedHashMap<>();
    Map<String, Long> limits = new LinkedHashMap<>();
    for (JsonNode container : json.at("/spec/containers")) {
      for (JsonNode from : container.path("envFrom")) {
        String name = from.at("/configMapRef/name").asText("");
        if (!name.isEmpty() && !configMaps.contains(name)) {
          configMaps.add(name);
        }
      }
      for (JsonNode variable : container.path("env")) {
        variables.put(variable.path("name").asText(), variable.path("value").asText());
      }
      String limit = container.at("/resources/limits/memory").asText("");
      if (!limit.isEmpty()) {
        limits.put(container.path("name").asText(), bytes(limit));
      }
    }
    return new Template(configMaps, variables, limits, restartedAt(json));
  }

  private static Optional<Instant> restartedAt(JsonNode template) {
    String text = template.at("/metadata/annotations").path(ApiView.RESTARTED_AT).asText("");
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeParseException foreign) {
      return Optional.empty();
    }
  }

  /** The binary suffixes and the plain count, as the API writes quantities of memory. */
  static long bytes(String quantity) {
    String[] units = {"Ki", "Mi", "Gi", "Ti"};
    for (int i = 0; i < units.length; i++) {
      if (quantity.endsWith(units[i])) {
        String number = quantity.substring(0, quantity.length() - 2);
        return new BigDecimal(number)
            .multiply(BigDecimal.valueOf(1L << (10 * (i + 1))))
            .longValue();
      }
    }
    return new BigDecimal(quantity).longValue();
  }

  private void scaler(String key, JsonNode object) {
    int min = object.at("/spec/minReplicas").asInt(1);
    int max = object.at("/spec/maxReplicas").asInt(1);
    Autoscaler scaler = cluster.autoscalers.get(key);
    if (scaler == null) {
      String namespace = object.at("/metadata/namespace").asText();
      String target = object.at("/spec/scaleTargetRef/name").asText();
      cluster.autoscalers.put(key, new Autoscaler(namespace, target, min, max));
    } else {
      scaler.min = min;
      scaler.max = max;
    }
  }

  private void claim(String key, JsonNode object) {
    long size = bytes(object.at("/spec/resources/requests/storage").asText("1073741824"));
    Claim claim = cluster.claims.get(key);
    if (claim == null) {
      cluster.makeClaim(key, size);
    } else {
      claim.size = Math.max(claim.size, size);
    }
  }

  private void snapshot(String key, JsonNode object) {
    String namespace = object.at("/metadata/namespace").asText();
    String name = object.at("/spec/source/persistentVolumeClaimName").asText();
    Claim claim = cluster.claims.get(Cluster.key(namespace, name));
    if (claim != null) {
      cluster.snapshots.putIfAbsent(key, claim.volume);
    }
  }

  /** An object is deleted; what it takes with it is for the controllers. */
  public void delete(String kind, String namespace, String name) {
    String key = Cluster.key(namespace, name);
    switch (kind) {
      case "deployments" ->
          Optional.ofNullable(cluster.deployments.get(key)).ifPresent(cluster::remove);
      case "statefulsets" -> Optional.ofNullable(cluster.sets.get(key)).ifPresent(cluster::remove);
      case "pods" -> cluster.pod(namespace, name).ifPresent(cluster.kubelet::delete);
      case "configmaps" -> cluster.configMaps.remove(key);
      case "ingresses" -> cluster.ingresses.remove(key);
      case "horizontalpodautoscalers" -> cluster.autoscalers.remove(key);
      case "volumesnapshots" -> cluster.snapshots.remove(key);
      case "persistentvolumeclaims" -> {
        Claim claim = cluster.claims.get(key);
        if (claim != null) {
          claim.terminating = true;
          cluster.kubelet.collect(key);
        }
      }
      default -> throw new AssertionError("nobody deletes " + kind);
    }
  }
}
