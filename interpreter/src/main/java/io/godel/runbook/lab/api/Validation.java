package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.Quantity;
import io.godel.runbook.lab.api.Refusal.Cause;
import io.godel.runbook.lab.store.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a document of a kind must be like, in the words of a real API server. */
final class Validation {
  /** As many as the model holds. */
  static final int REPLICAS_MAX = 1_000;

  private static final int NAME_MAX = 253;
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

  private final List<Cause> causes = new ArrayList<>();

  private Validation() {}

  static void check(ResourceType type, ObjectNode document) throws Refusal {
    Validation validation = new Validation();
    String name = document.at("/metadata/name").asText("");
    validation.name(type, name);
    validation.kind(type, document);
    if (!validation.causes.isEmpty()) {
      throw Refusal.invalid(type, name, validation.causes);
    }
  }

  private void name(ResourceType type, String name) {
    // Roles and their bindings may have any name that fits into a path.
    boolean any = type.group().startsWith("rbac.");
    if (name.isEmpty()) {
      causes.add(Cause.required("metadata.name", "name or generateName is required"));
    } else if (!any && (name.length() > NAME_MAX || !NAME.matcher(name).matches())) {
      causes.add(
          Cause.invalid(
              "metadata.name",
              "\"%s\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
                  .formatted(name)));
    }
  }

  private void kind(ResourceType type, ObjectNode document) {
    switch (type.kind()) {
      case "Deployment", "StatefulSet" -> workload(document.path("spec"));
      case "HorizontalPodAutoscaler" -> autoscaler(document.path("spec"));
      case "ConfigMap", "Secret" -> keys(document.path("data"));
      case "PersistentVolumeClaim" -> claim(document.path("spec"));
      case "Lease" -> lease(document.path("spec"));
      default -> {}
    }
  }

  private void workload(JsonNode spec) {
    replicas(spec.path("replicas"), "spec.replicas");
    JsonNode wanted = spec.at("/selector/matchLabels");
    JsonNode labels = spec.at("/template/metadata/labels");
    if (wanted.isEmpty() && spec.at("/selector/matchExpressions").isEmpty()) {
      causes.add(Cause.required("spec.selector", ""));
    }
    boolean matches =
        wanted.properties().stream()
            .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    if (!matches) {
      causes.add(
          Cause.invalid(
              "spec.template.metadata.labels",
              goMap(labels) + ": `selector` does not match template `labels`"));
    }
    containers(spec.at("/template/spec/containers"));
  }

  private static String goMap(JsonNode labels) {
    List<String> entries = new ArrayList<>();
    labels.properties().forEach(it -> entries.add('"' + it.getKey() + "\":" + it.getValue()));
    return "map[string]string{" + String.join(", ", entries) + "}";
  }

  private void replicas(JsonNode replicas, String field) {
    long number = replicas.asLong(1);
    if (number < 0) {
      causes.add(Cause.invalid(field, number + ": must be greater than or equal to 0"));
    } else if (number > REPLICAS_MAX) {
      causes.add(Cause.invalid(field, number + ": must be at most " + REPLICAS_MAX + " here"));
    }
  }

  /** An image is optional in a template: what comes of that is for the pods to show. */
  private void containers(JsonNode containers) {
    String field = "spec.template.spec.containers";
    if (containers.isEmpty()) {
      causes.add(Cause.required(field, ""));
    }
    for (int i = 0; i < containers.size(); i++) {
      JsonNode container = containers.get(i);
      if (container.path("name").asText("").isEmpty()) {
        causes.add(Cause.required("%s[%d].name".formatted(field, i), ""));
      }
      for (String part : List.of("limits", "requests")) {
        amounts(
            container.path("resources").path(part),
            "%s[%d].resources.%s".formatted(field, i, part));
      }
    }
  }

  private void amounts(JsonNode amounts, String field) {
    amounts
        .properties()
        .forEach(
            amount -> {
              if (Quantity.read(amount.getValue().asText()).isEmpty()) {
                causes.add(
                    Cause.invalid(
                        field + "[" + amount.getKey() + "]",
                        amount.getValue()
                            + ": quantities must match the regular expression"
                            + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"));
              }
            });
  }

  private void autoscaler(JsonNode spec) {
    long min = spec.path("minReplicas").asLong(1);
    long max = spec.path("maxReplicas").asLong(0);
    if (min < 1) {
      causes.add(Cause.invalid("spec.minReplicas", min + ": must be greater than or equal to 1"));
    }
    if (max < 1) {
      causes.add(Cause.invalid("spec.maxReplicas", max + ": must be greater than 0"));
    } else if (max < min) {
      causes.add(
          Cause.invalid(
              "spec.maxReplicas", max + ": must be greater than or equal to `minReplicas`"));
    } else if (max > REPLICAS_MAX) {
      replicas(spec.path("maxReplicas"), "spec.maxReplicas");
    }
    if (spec.at("/scaleTargetRef/name").asText("").isEmpty()) {
      causes.add(Cause.required("spec.scaleTargetRef.name", ""));
    }
  }

  private void keys(JsonNode data) {
    data.properties()
        .forEach(
            entry -> {
              if (!KEY.matcher(entry.getKey()).matches()) {
                causes.add(
                    Cause.invalid(
                        "data[" + entry.getKey() + "]",
                        "\"%s\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
                            .formatted(entry.getKey())));
              }
            });
  }

  private void claim(JsonNode spec) {
    if (spec.path("accessModes").isEmpty()) {
      causes.add(Cause.required("spec.accessModes", "at least 1 access mode is required"));
    }
    if (spec.at("/resources/requests/storage").asText("").isEmpty()) {
      causes.add(Cause.required("spec.resources[storage]", ""));
    }
    amounts(spec.at("/resources/requests"), "spec.resources.requests");
  }

  private void lease(JsonNode spec) {
    JsonNode seconds = spec.path("leaseDurationSeconds");
    if (seconds.isNumber() && seconds.asLong() <= 0) {
      causes.add(
          Cause.invalid(
              "spec.leaseDurationSeconds", seconds.asLong() + ": must be greater than 0"));
    }
  }
}
