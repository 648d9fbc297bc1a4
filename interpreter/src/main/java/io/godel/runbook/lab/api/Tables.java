package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.store.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Objects as rows for people, where a client asks for that.
 *
 * <p>Kubernetes, <i>API Concepts</i>, receiving resources as Tables.
 */
final class Tables {
  private static final String ASKED = "as=Table";

  private final Instant now;

  /**
   * @param now as the server shows it, for the ages of things
   */
  Tables(String now) {
    this.now = Instant.parse(now);
  }

  static boolean isWanted(Request request) {
    return request.accept().contains(ASKED);
  }

  /** One object or a list of them. */
  ObjectNode of(ResourceType type, JsonNode shown) {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    boolean many = shown.has("items");
    ObjectNode metadata = table.putObject("metadata");
    for (String field : List.of("resourceVersion", "continue", "remainingItemCount")) {
      if (shown.path("metadata").has(field)) {
        metadata.set(field, shown.path("metadata").get(field));
      }
    }
    Map<String, Function<JsonNode, Object>> columns = columns(type);
    columns.keySet().forEach(name -> column(table.withArray("/columnDefinitions"), name));
    ArrayNode rows = table.putArray("rows");
    if (many) {
      shown.path("items").forEach(item -> row(columns, item, rows));
    } else {
      row(columns, shown, rows);
    }
    return table;
  }

  private static void column(ArrayNode columns, String name) {
    ObjectNode column = columns.addObject();
    column.put("name", name).put("type", "string").put("format", name.equals("Name") ? "name" : "");
    column.put("description", name).put("priority", 0);
  }

  private static void row(
      Map<String, Function<JsonNode, Object>> columns, JsonNode item, ArrayNode rows) {
    ObjectNode row = rows.addObject();
    ArrayNode cells = row.putArray("cells");
    columns.values().forEach(value -> cells.add(String.valueOf(value.apply(item))));
    ObjectNode object = row.putObject("object");
    object.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    object.set("metadata", item.path("metadata"));
  }

  private Map<String, Function<JsonNode, Object>> columns(ResourceType type) {
    Map<String, Function<JsonNode, Object>> columns = new LinkedHashMap<>();
    columns.put("Name", text("/metadata/name"));
    switch (type.kind()) {
      case "Pod" -> {
        columns.put("Ready", Tables::readyContainers);
        columns.put("Status", Tables::status);
        columns.put("Restarts", Tables::restarts);
      }
      case "Deployment" -> {
        columns.put("Ready", of("/status/readyReplicas", "/spec/replicas"));
        columns.put("Up-to-date", number("/status/updatedReplicas"));
        columns.put("Available", number("/status/availableReplicas"));
      }
      case "StatefulSet" -> columns.put("Ready", of("/status/readyReplicas", "/spec/replicas"));
      case "ReplicaSet" -> {
        columns.put("Desired", number("/spec/replicas"));
        columns.put("Current", number("/status/replicas"));
        columns.put("Ready", number("/status/readyReplicas"));
      }
      case "ConfigMap", "Secret" -> columns.put("Data", item -> item.path("data").size());
      case "PersistentVolumeClaim" -> {
        columns.put("Status", item -> ending(item, item.at("/status/phase").asText()));
        columns.put("Volume", text("/spec/volumeName"));
        columns.put("Capacity", text("/status/capacity/storage"));
      }
      case "HorizontalPodAutoscaler" -> {
        columns.put("Reference", Tables::reference);
        columns.put("MinPods", number("/spec/minReplicas"));
        columns.put("MaxPods", number("/spec/maxReplicas"));
        columns.put("Replicas", number("/status/currentReplicas"));
      }
      case "Node" -> {
        columns.put("Status", Tables::nodeStatus);
        columns.put("Version", text("/status/nodeInfo/kubeletVersion"));
      }
      case "Namespace" -> columns.put("Status", text("/status/phase"));
      case "Lease" -> columns.put("Holder", text("/spec/holderIdentity"));
      case "VolumeSnapshot" -> {
        columns.put("ReadyToUse", text("/status/readyToUse"));
        columns.put("SourcePVC", text("/spec/source/persistentVolumeClaimName"));
      }
      default -> {}
    }
    columns.put("Age", this::age);
    return columns;
  }

  private static Function<JsonNode, Object> text(String pointer) {
    return item -> item.at(pointer).asText("");
  }

  private static Function<JsonNode, Object> number(String pointer) {
    return item -> item.at(pointer).asLong(0);
  }

  private static Function<JsonNode, Object> of(String part, String whole) {
    return item -> item.at(part).asLong(0) + "/" + item.at(whole).asLong(0);
  }

  private static String ending(JsonNode item, String otherwise) {
    return item.path("metadata").has("deletionTimestamp") ? "Terminating" : otherwise;
  }

  private static Object readyContainers(JsonNode pod) {
    int ready = 0;
    for (JsonNode each : pod.at("/status/containerStatuses")) {
      ready += each.path("ready").asBoolean() ? 1 : 0;
    }
    return ready + "/" + pod.at("/spec/containers").size();
  }

  /** What the container waits for tells more than the phase. */
  private static Object status(JsonNode pod) {
    List<String> reasons = new ArrayList<>();
    for (JsonNode each : pod.at("/status/containerStatuses")) {
      for (String state : List.of("waiting", "terminated")) {
        String reason = each.path("state").path(state).path("reason").asText("");
        if (!reason.isEmpty()) {
          reasons.add(reason);
        }
      }
    }
    return ending(pod, reasons.isEmpty() ? pod.at("/status/phase").asText() : reasons.get(0));
  }

  private static Object restarts(JsonNode pod) {
    long restarts = 0;
    for (JsonNode each : pod.at("/status/containerStatuses")) {
      restarts += each.path("restartCount").asLong();
    }
    return restarts;
  }

  private static Object reference(JsonNode scaler) {
    return scaler.at("/spec/scaleTargetRef/kind").asText()
        + "/"
        + scaler.at("/spec/scaleTargetRef/name").asText();
  }

  private static Object nodeStatus(JsonNode node) {
    for (JsonNode condition : node.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True") ? "Ready" : "NotReady";
      }
    }
    return "Unknown";
  }

  /** With the two greatest units at most, as kubectl tells it. */
  private Object age(JsonNode item) {
    Instant made = Instant.parse(item.at("/metadata/creationTimestamp").asText());
    Duration age = Duration.between(made, now);
    if (age.toMinutes() < 2) {
      return Math.max(0, age.toSeconds()) + "s";
    }
    if (age.toHours() < 3) {
      return age.toMinutes() + "m";
    }
    return age.toDays() < 3 ? age.toHours() + "h" : age.toDays() + "d";
  }
}
