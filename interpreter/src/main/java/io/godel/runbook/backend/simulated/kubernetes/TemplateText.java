package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The template of a workload between its manifest and the model. */
final class TemplateText {
  static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  private static final int DIGEST_BYTES = 8;

  private TemplateText() {}

  /** What the model understands of the template, without the rest. */
  static Template read(JsonNode template) {
    List<String> configMaps = new ArrayList<>();
    Map<String, String> variables = new LinkedHashMap<>();
    Map<String, Long> limits = new LinkedHashMap<>();
    for (JsonNode container : containers(template)) {
      for (JsonNode source : container.path("envFrom")) {
        String name = source.at("/configMapRef/name").asText("");
        if (!name.isEmpty() && !configMaps.contains(name)) {
          configMaps.add(name);
        }
      }
      for (JsonNode variable : container.path("env")) {
        if (isPlain(variable)) {
          variables.put(variable.path("name").asText(), variable.path("value").asText(""));
        }
      }
      limit(container).ifPresent(limit -> limits.put(container.path("name").asText(), limit));
    }
    return new Template(configMaps, variables, limits, restartedAt(template));
  }

  private static JsonNode containers(JsonNode template) {
    return template.at("/spec/containers");
  }

  private static boolean isPlain(JsonNode variable) {
    return !variable.has("valueFrom");
  }

  private static Optional<Long> limit(JsonNode container) {
    return Quantity.bytes(container.at("/resources/limits/memory").asText(""));
  }

  /** kubectl writes it with the offset of the place where it runs. */
  private static Optional<Instant> restartedAt(JsonNode template) {
    String text = template.at("/metadata/annotations").path(RESTARTED_AT).asText("");
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeParseException foreign) {
      return Optional.empty();
    }
  }

  /** All that the model does not understand, in a form that is equal for equal contents. */
  static String rest(JsonNode template) {
    ObjectNode rest = template.deepCopy();
    if (restartedAt(template).isPresent()) {
      ObjectNode annotations = (ObjectNode) rest.at("/metadata/annotations");
      annotations.remove(RESTARTED_AT);
    }
    for (JsonNode container : containers(rest)) {
      ObjectNode it = (ObjectNode) container;
      removeIf(it, "envFrom", source -> source.has("configMapRef"));
      removeIf(it, "env", TemplateText::isPlain);
      if (limit(it).isPresent()) {
        ((ObjectNode) it.at("/resources/limits")).remove("memory");
      }
      if (it.at("/resources/limits").isEmpty() && it.path("resources") instanceof ObjectNode of) {
        of.remove("limits");
      }
    }
    return digest(sorted(rest));
  }

  private static void removeIf(
      ObjectNode container, String list, java.util.function.Predicate<JsonNode> what) {
    if (container.get(list) instanceof ArrayNode array) {
      array.removeIf(what);
      if (array.isEmpty()) {
        container.remove(list);
      }
    }
  }

  /** What is null or empty says as much as what is not there. */
  private static String sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, String> fields = new TreeMap<>();
      node.properties().stream()
          .filter(it -> !it.getValue().isNull())
          .filter(it -> !it.getValue().isContainerNode() || !it.getValue().isEmpty())
          .forEach(it -> fields.put(it.getKey(), sorted(it.getValue())));
      return fields.toString();
    }
    if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(sorted(item)));
      return items.toString();
    }
    return node.toString();
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  /** Writes over the template's text whatever the model has otherwise. */
  static void overlay(ObjectNode text, Template template) {
    Template written = read(text);
    if (!written.restartedAt().equals(template.restartedAt())) {
      ObjectNode annotations = text.withObject("/metadata/annotations");
      template
          .restartedAt()
          .ifPresentOrElse(
              at -> annotations.put(RESTARTED_AT, at.truncatedTo(ChronoUnit.SECONDS).toString()),
              () -> annotations.remove(RESTARTED_AT));
    }
    if (!written.memoryLimits().equals(template.memoryLimits())) {
      containers(text).forEach(it -> writeLimit((ObjectNode) it, template.memoryLimits()));
    }
    if (!written.variables().equals(template.variables())) {
      containers(text).forEach(it -> writeVariables((ObjectNode) it, template.variables()));
    }
    if (!written.configMaps().equals(template.configMaps())) {
      containers(text).forEach(it -> writeSources((ObjectNode) it, template.configMaps()));
    }
  }

  private static void writeLimit(ObjectNode container, Map<String, Long> limits) {
    Long limit = limits.get(container.path("name").asText());
    if (limit != null) {
      container.withObject("/resources/limits").put("memory", Quantity.ofBytes(limit));
    } else if (container.at("/resources/limits") instanceof ObjectNode written) {
      written.remove("memory");
    }
  }

  private static void writeVariables(ObjectNode container, Map<String, String> variables) {
    ArrayNode env = container.withArray("/env");
    env.removeIf(TemplateText::isPlain);
    variables.forEach(
        (name, value) -> Shown.text(env.addObject().put("name", name), "value", value));
    if (env.isEmpty()) {
      container.remove("env");
    }
  }

  private static void writeSources(ObjectNode container, List<String> configMaps) {
    ArrayNode sources = container.withArray("/envFrom");
    sources.removeIf(source -> source.has("configMapRef"));
    configMaps.forEach(name -> sources.addObject().putObject("configMapRef").put("name", name));
    if (sources.isEmpty()) {
      container.remove("envFrom");
    }
  }
}
