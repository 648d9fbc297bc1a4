package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Duration;
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
    spec.put("configMaps", new ArrayList<>(workload.configMaps));
    spec.put("variables", new LinkedHashMap<>(workload.variables));
    spec.put("memoryLimits", new LinkedHashMap<>(workload.memoryLimits));
    spec.put("maxSurge", workload.maxSurge);
    spec.put("maxUnavailable", workload.maxUnavailable);
    spec.put("startupMillis", workload.startup.toMillis());
    workload.claimTemplate.ifPresent(template -> spec.put("claimTemplate", template));
    spec.put("claimSize", workload.claimSize);
    spec.put("cpuRequest", workload.cpuRequest);
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

  /** Empty for a text that is no saved workload. */
  static Optional<Workload> read(String yaml) {
    if (yaml.length() > SIZE_MAX) {
      return Optional.empty();
    }
    try {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      return tree instanceof Map<?, ?> manifest ? workload(manifest) : Optional.empty();
    } catch (YAMLException | ClassCastException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Workload> workload(Map<?, ?> manifest) {
    if (!(manifest.get("metadata") instanceof Map<?, ?> metadata)
        || !(manifest.get("spec") instanceof Map<?, ?> spec)) {
      return Optional.empty();
    }
    Workload workload =
        new Workload(
            "StatefulSet".equals(manifest.get("kind")),
            String.valueOf(metadata.get("namespace")),
            String.valueOf(metadata.get("name")));
    strings(metadata.get("labels")).forEach(workload.labels::put);
    workload.replicas = number(spec, "replicas").intValue();
    workload.maxSurge = number(spec, "maxSurge").intValue();
    workload.maxUnavailable = number(spec, "maxUnavailable").intValue();
    workload.startup = Duration.ofMillis(number(spec, "startupMillis").longValue());
    workload.claimSize = number(spec, "claimSize").longValue();
    workload.cpuRequest = number(spec, "cpuRequest").longValue();
    workload.claimTemplate = Optional.ofNullable(spec.get("claimTemplate")).map(String::valueOf);
    ((List<?>) spec.get("configMaps")).forEach(it -> workload.configMaps.add(String.valueOf(it)));
    strings(spec.get("variables")).forEach(workload.variables::put);
    ((Map<?, ?>) spec.get("memoryLimits"))
        .forEach(
            (key, value) ->
                workload.memoryLimits.put(String.valueOf(key), ((Number) value).longValue()));
    return Optional.of(workload);
  }

  private static Number number(Map<?, ?> spec, String key) {
    return (Number) spec.get(key);
  }

  private static Map<String, String> strings(Object map) {
    Map<String, String> strings = new LinkedHashMap<>();
    ((Map<?, ?>) map)
        .forEach((key, value) -> strings.put(String.valueOf(key), String.valueOf(value)));
    return strings;
  }
}
