package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * What documents are made with: the time, and the documents of other objects.
 *
 * @param ahead how far the time that is shown is ahead of the model's
 * @param documents finds what is shown of an object
 */
public record Shown(
    Cluster cluster, Duration ahead, Function<Object, Optional<ObjectNode>> documents) {

  /** The API's times are in whole seconds. */
  String time(Instant instant) {
    return instant.plus(ahead).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public String now() {
    return time(cluster.time.now());
  }

  /** Without a value the field is left out, as the API does with what is 0. */
  static void count(ObjectNode object, String field, long value) {
    if (value == 0) {
      object.remove(field);
    } else {
      object.put(field, value);
    }
  }

  static void text(ObjectNode object, String field, String value) {
    if (value.isEmpty()) {
      object.remove(field);
    } else {
      object.put(field, value);
    }
  }

  /** The time of the last transition stays as long as the condition does. */
  void condition(ObjectNode status, String type, boolean holds, String reason, String message) {
    condition(status, type, holds ? "True" : "False", reason, message);
  }

  void condition(ObjectNode status, String type, String value, String reason, String message) {
    ObjectNode condition = condition(status, type);
    if (!condition.path("status").asText().equals(value)) {
      condition.put("status", value).put("lastTransitionTime", now());
    }
    text(condition, "reason", reason);
    text(condition, "message", message);
  }

  static ObjectNode condition(ObjectNode status, String type) {
    for (JsonNode each : status.withArray("/conditions")) {
      if (each.path("type").asText().equals(type)) {
        return (ObjectNode) each;
      }
    }
    return status.withArray("/conditions").addObject().put("type", type);
  }

  static String string(JsonNode document, String pointer) {
    return document.at(pointer).asText("");
  }

  static String key(JsonNode document) {
    return Cluster.key(string(document, "/metadata/namespace"), string(document, "/metadata/name"));
  }
}
