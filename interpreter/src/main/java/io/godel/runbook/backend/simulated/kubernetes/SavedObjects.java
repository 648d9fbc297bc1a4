package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/** Objects that are no workloads, saved as YAML and applied again. */
final class SavedObjects {
  private static final int SIZE_MAX = 2 << 20;

  private final Cluster cluster;

  SavedObjects(Cluster cluster) {
    this.cluster = cluster;
  }

  /** As a manifest calls objects of that type. */
  static String kind(String type) {
    return switch (type) {
      case "k8s.Claim" -> "PersistentVolumeClaim";
      case "k8s.Autoscaler" -> "HorizontalPodAutoscaler";
      default -> type.substring("k8s.".length());
    };
  }

  /** Of an object that is there. */
  Value manifest(Value.Handle handle) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", Objects.name(handle));
    metadata.put("namespace", Objects.namespace(handle));
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("apiVersion", version(handle.type()));
    manifest.put("kind", kind(handle.type()));
    manifest.put("metadata", metadata);
    String key = Objects.key(handle);
    switch (handle.type()) {
      case "k8s.ConfigMap" ->
          manifest.put("data", new LinkedHashMap<>(cluster.configMaps.get(key)));
      case "k8s.Ingress" ->
          metadata.put("annotations", new LinkedHashMap<>(cluster.ingresses.get(key)));
      case "k8s.Autoscaler" -> manifest.put("spec", spec(cluster.autoscalers.get(key)));
      case "k8s.Claim" -> manifest.put("spec", spec(cluster.claims.get(key)));
      default -> {}
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("kind", new Value.Str(kind(handle.type())));
    fields.put("name", new Value.Str(Objects.name(handle)));
    fields.put("uid", new Value.Str(uid(handle)));
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    fields.put(
        "yaml",
        new Value.Str(
            new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
                .dump(manifest)));
    return new Value.Fields("k8s.Manifest", fields);
  }

  private static String version(String type) {
    return switch (type) {
      case "k8s.Autoscaler" -> "autoscaling/v2";
      case "k8s.Ingress" -> "networking.k8s.io/v1";
      case "k8s.VolumeSnapshot" -> "snapshot.storage.k8s.io/v1";
      default -> "v1";
    };
  }

  private static Map<String, Object> spec(Autoscaler scaler) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put(
        "scaleTargetRef",
        Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", scaler.target));
    spec.put("minReplicas", scaler.min);
    spec.put("maxReplicas", scaler.max);
    return spec;
  }

  private static Map<String, Object> spec(Claim claim) {
    return Map.of("resources", Map.of("requests", Map.of("storage", Quantity.ofBytes(claim.size))));
  }

  /** The model gives uids to pods and workloads alone: the others have one by their names. */
  private String uid(Value.Handle handle) {
    return Objects.pod(cluster, handle)
        .filter(pod -> handle.type().equals("k8s.Pod"))
        .map(pod -> pod.uid)
        .orElseGet(
            () ->
                UUID.nameUUIDFromBytes(
                        (handle.type() + " " + Objects.key(handle))
                            .getBytes(StandardCharsets.UTF_8))
                    .toString());
  }

  /** Empty for a text that is no manifest of that object. */
  private static Optional<Map<?, ?>> read(String yaml, Value.Handle of) {
    if (yaml.length() > SIZE_MAX) {
      return Optional.empty();
    }
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(0);
      return new Yaml(new SafeConstructor(options)).load(yaml) instanceof Map<?, ?> manifest
              && kind(of.type()).equals(manifest.get("kind"))
              && Objects.name(of).equals(part(manifest, "metadata").get("name"))
              && Objects.namespace(of).equals(part(manifest, "metadata").get("namespace"))
          ? Optional.of(manifest)
          : Optional.empty();
    } catch (YAMLException malformed) {
      return Optional.empty();
    }
  }

  private static Map<?, ?> part(Map<?, ?> of, String... path) {
    Map<?, ?> part = of;
    for (String name : path) {
      part = part.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
    }
    return part;
  }

  private static Map<String, String> texts(Map<?, ?> of) {
    Map<String, String> texts = new LinkedHashMap<>();
    of.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    return texts;
  }

  private static int number(Map<?, ?> of, String name) {
    return of.get(name) instanceof Integer number ? number : 1;
  }

  /** What the manifest says is so; what it says nothing of stays, unless one before has said it. */
  Reply apply(String yaml, Value.Handle of) {
    Optional<Map<?, ?>> manifest = read(yaml, of);
    if (manifest.isEmpty()) {
      return Reply.refused("invalid", "the manifest is not one of " + Objects.name(of));
    }
    String key = Objects.key(of);
    return switch (of.type()) {
      case "k8s.ConfigMap" -> settings(of, texts(part(manifest.get(), "data")));
      case "k8s.Ingress" -> {
        Map<String, String> named = texts(part(manifest.get(), "metadata", "annotations"));
        apply(of, cluster.ingresses.computeIfAbsent(key, it -> new LinkedHashMap<>()), named);
        yield Reply.done();
      }
      case "k8s.Autoscaler" -> autoscaler(of, part(manifest.get(), "spec"));
      case "k8s.Claim" ->
          claim(of, texts(part(manifest.get(), "spec", "resources", "requests")).get("storage"));
      default ->
          Objects.exists(cluster, of)
              ? Reply.done()
              : Reply.refused("invalid", "only controllers make a " + kind(of.type()) + " here");
    };
  }

  private void apply(Value.Handle of, Map<String, String> texts, Map<String, String> named) {
    texts.keySet().removeAll(cluster.applied.apply(Objects.unique(of), texts, named));
    texts.putAll(named);
  }

  private Reply settings(Value.Handle of, Map<String, String> data) {
    String key = Objects.key(of);
    Map<String, String> merged =
        new LinkedHashMap<>(cluster.configMaps.getOrDefault(key, Map.of()));
    merged.putAll(data);
    Optional<Reply> refusal = Invalid.settings(Cluster.name(key), merged);
    if (refusal.isEmpty()) {
      apply(of, cluster.configMaps.computeIfAbsent(key, it -> new LinkedHashMap<>()), data);
    }
    return refusal.orElseGet(Reply::done);
  }

  private Reply autoscaler(Value.Handle of, Map<?, ?> spec) {
    int min = number(spec, "minReplicas");
    int max = number(spec, "maxReplicas");
    Optional<Reply> refusal = Invalid.bounds(Objects.name(of), min, max);
    if (refusal.isEmpty()) {
      String target = String.valueOf(part(spec, "scaleTargetRef").get("name"));
      Autoscaler scaler =
          cluster.autoscalers.computeIfAbsent(
              Objects.key(of), key -> new Autoscaler(Objects.namespace(of), target, min, max));
      scaler.min = min;
      scaler.max = max;
    }
    return refusal.orElseGet(Reply::done);
  }

  private Reply claim(Value.Handle of, String storage) {
    Claim claim = cluster.claims.get(Objects.key(of));
    long size = Optional.ofNullable(storage).flatMap(Quantity::bytes).orElse(0L);
    if (claim == null) {
      cluster.makeClaim(Objects.key(of), size);
      return Reply.done();
    }
    return Invalid.claimSize(Objects.name(of), claim, size)
        .orElseGet(
            () -> {
              cluster.kubelet.enlarge(claim, size);
              return Reply.done();
            });
  }
}
