package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/** Saves workloads as YAML and makes them again from it. */
final class Manifests {
  private static final int SIZE_MAX = 1 << 20;

  private Manifests() {}

  static String write(Workload workload) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("replicas", workload.replicas);
    spec.put("template", template(workload.template));
    spec.put("maxSurge", workload.maxSurge);
    spec.put("maxUnavailable", workload.maxUnavailable);
    spec.put("paused", workload.paused);
    spec.put("startupMillis", workload.startup.toMillis());
    workload.claimTemplate.ifPresent(template -> spec.put("claimTemplate", template));
    spec.put("claimSize", workload.claimSize);
    spec.put("cpuRequest", workload.cpuRequest);
    spec.put("crashesWith", new LinkedHashMap<>(workload.crashesWith));
    spec.put("startLog", new ArrayList<>(workload.startLog));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", workload.name);
    metadata.put("namespace", workload.namespace);
    metadata.put("labels", new LinkedHashMap<>(workload.labels));
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("apiVersion", "apps/v1");
    manifest.put("kind", workload.kind());
    manifest.put("metadata", metadata);
    manifest.put("spec", spec);
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
        .dump(manifest);
  }

  private static Map<String, Object> template(Template template) {
    Map<String, Object> saved = new LinkedHashMap<>();
    template.restartedAt().ifPresent(at -> saved.put("restartedAt", at.toString()));
    saved.put("configMaps", new ArrayList<>(template.configMaps()));
    saved.put("variables", new LinkedHashMap<>(template.variables()));
    saved.put("memoryLimits", new LinkedHashMap<>(template.memoryLimits()));
    if (!template.rest().isEmpty()) {
      saved.put("rest", template.rest());
    }
    return saved;
  }

  /** Empty for a text that is no saved workload. */
  static Optional<Workload> read(String yaml) {
    if (yaml.length() > SIZE_MAX) {
      return Optional.empty();
    }
    try {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      return tree instanceof Map<?, ?> manifest ? workload(manifest) : Optional.empty();
    } catch (YAMLException | ClassCastException | DateTimeParseException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Workload> workload(Map<?, ?> manifest) {
    Map<?, ?> metadata = part(manifest, "metadata", Map.class);
    Map<?, ?> spec = part(manifest, "spec", Map.class);
    Workload workload =
        new Workload(
            "StatefulSet".equals(manifest.get("kind")),
            part(metadata, "namespace", String.class),
            part(metadata, "name", String.class));
    workload.labels.putAll(strings(metadata, "labels"));
    workload.replicas = number(spec, "replicas").intValue();
    workload.maxSurge = number(spec, "maxSurge").intValue();
    workload.maxUnavailable = number(spec, "maxUnavailable").intValue();
    workload.paused = Boolean.TRUE.equals(spec.get("paused"));
    workload.startup = Duration.ofMillis(number(spec, "startupMillis").longValue());
    workload.claimSize = number(spec, "claimSize").longValue();
    workload.cpuRequest = number(spec, "cpuRequest").longValue();
    workload.claimTemplate = Optional.ofNullable(spec.get("claimTemplate")).map(String::valueOf);
    workload.crashesWith.putAll(strings(spec, "crashesWith"));
    workload.startLog.addAll(list(spec, "startLog"));
    workload.template = template(part(spec, "template", Map.class));
    return Optional.of(workload);
  }

  private static Template template(Map<?, ?> saved) {
    Map<String, Long> limits = new LinkedHashMap<>();
    Map<?, ?> savedLimits = part(saved, "memoryLimits", Map.class);
    savedLimits
        .keySet()
        .forEach(key -> limits.put((String) key, number(savedLimits, (String) key).longValue()));
    return new Template(
        list(saved, "configMaps"),
        strings(saved, "variables"),
        limits,
        Optional.ofNullable(saved.get("restartedAt")).map(at -> Instant.parse((String) at)),
        Optional.ofNullable(saved.get("rest")).map(String::valueOf).orElse(""));
  }

  /** What is missing is malformed in the same way as what is of another type. */
  private static <T> T part(Map<?, ?> spec, String key, Class<T> type) {
    Object value = spec.get(key);
    if (value == null) {
      throw new ClassCastException(key + " is missing");
    }
    return type.cast(value);
  }

  private static Number number(Map<?, ?> spec, String key) {
    return part(spec, key, Number.class);
  }

  private static List<String> list(Map<?, ?> spec, String key) {
    List<String> texts = new ArrayList<>();
    for (Object each : part(spec, key, List.class)) {
      texts.add(String.valueOf(each));
    }
    return texts;
  }

  private static Map<String, String> strings(Map<?, ?> spec, String key) {
    Map<String, String> strings = new LinkedHashMap<>();
    Map<?, ?> saved = part(spec, key, Map.class);
    saved.forEach((name, value) -> strings.put(String.valueOf(name), String.valueOf(value)));
    return strings;
  }
}
