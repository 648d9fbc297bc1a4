package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.Names;
import io.godel.runbook.backend.simulated.kubernetes.Quantity;
import io.godel.runbook.lab.api.Refusal.Cause;
import io.godel.runbook.lab.store.ResourceType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a document of a kind must be like, in the words of a real API server. */
final class Validation {
  /** As many as the model holds. */
  static final int REPLICAS_MAX = 1_000;

  /** Of all keys and values of a ConfigMap or a Secret, in bytes. */
  private static final int SETTINGS_MAX = 1 << 20;

  private final List<Cause> causes = new ArrayList<>();

  private Validation() {}

  static void check(ResourceType type, ObjectNode document) throws Refusal {
    Validation validation = new Validation();
    String name = document.at("/metadata/name").asText("");
    validation.name(type, name);
    validation.metadata(document.path("metadata"));
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
    } else if (!any && !Names.isSubdomain(name)) {
      causes.add(
          Cause.invalid(
              "metadata.name",
              ("\"%s\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                      + " characters, '-' or '.', and must start and end with an alphanumeric"
                      + " character (e.g. 'example.com', regex used for validation is '"
                      + Names.subdomainForm()
                      + "')")
                  .formatted(name)));
    }
  }

  private void metadata(JsonNode metadata) {
    labels(metadata.path("labels"), "metadata.labels");
    annotations(metadata.path("annotations"), "metadata.annotations");
  }

  private static String named(String text) {
    return ("\"%s\": name part must consist of alphanumeric characters, '-', '_' or '.', and must"
            + " start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or"
            + " '123-abc', regex used for validation is"
            + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")
        .formatted(text);
  }

  private void labels(JsonNode labels, String field) {
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      if (!Names.isLabel(label.getKey())) {
        causes.add(Cause.invalid(field, named(label.getKey())));
      }
      if (!Names.isLabelValue(label.getValue().asText())) {
        causes.add(Cause.invalid(field, named(label.getValue().asText())));
      }
    }
  }

  private void annotations(JsonNode annotations, String field) {
    for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
      if (!Names.isAnnotation(annotation.getKey())) {
        causes.add(Cause.invalid(field, named(annotation.getKey())));
      }
    }
  }

  private void kind(ResourceType type, ObjectNode document) {
    switch (type.kind()) {
      case "Deployment", "StatefulSet" -> workload(document.path("spec"));
      case "HorizontalPodAutoscaler" -> autoscaler(document.path("spec"));
      case "ConfigMap", "Secret" -> {
        keys(document.path("data"));
        size(document.path("data"));
      }
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
    labels(labels, "spec.template.labels");
    annotations(spec.at("/template/metadata/annotations"), "spec.template.annotations");
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
      variables(container.path("env"), "%s[%d].env".formatted(field, i));
      for (String part : List.of("limits", "requests")) {
        amounts(
            container.path("resources").path(part),
            "%s[%d].resources.%s".formatted(field, i, part));
      }
    }
  }

  private void variables(JsonNode variables, String field) {
    for (int i = 0; i < variables.size(); i++) {
      String name = variables.get(i).path("name").asText("");
      String at = "%s[%d].name".formatted(field, i);
      if (name.isEmpty()) {
        causes.add(Cause.required(at, ""));
      } else if (!Names.isVariable(name)) {
        causes.add(
            Cause.invalid(
                at,
                ("\"%s\": a valid environment variable name must consist only of printable ASCII"
                        + " characters other than '='")
                    .formatted(name)));
      }
    }
  }

  private void amounts(JsonNode amounts, String field) {
    amounts
        .properties()
        .forEach(
            amount -> {
              Optional<BigDecimal> quantity = Quantity.read(amount.getValue().asText());
              if (quantity.filter(it -> it.signum() < 0).isPresent()) {
                causes.add(
                    Cause.invalid(
                        field + "[" + amount.getKey() + "]",
                        amount.getValue() + ": must be greater than or equal to 0"));
              } else if (quantity.isEmpty()) {
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
              if (!Names.isSetting(entry.getKey())) {
                causes.add(
                    Cause.invalid(
                        "data[" + entry.getKey() + "]",
                        ("\"%s\": a valid config key must consist of alphanumeric characters, '-',"
                                + " '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex"
                                + " used for validation is '[-._a-zA-Z0-9]+')")
                            .formatted(entry.getKey())));
              }
            });
  }

  private void size(JsonNode data) {
    long size = 0;
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      size += entry.getValue().asText().getBytes(StandardCharsets.UTF_8).length;
    }
    if (size > SETTINGS_MAX) {
      causes.add(Cause.tooLong("[]", SETTINGS_MAX));
    }
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
