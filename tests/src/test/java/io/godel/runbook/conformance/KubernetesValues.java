package io.godel.runbook.conformance;

import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments for the actions of the module {@code k8s}. */
final class KubernetesValues {
  static final Value WEB = deployment("web");
  static final Value DB = set("db");
  static final Value DOOR = object("Ingress", "door");
  static final Value SCALER = object("Autoscaler", "web-scaler");
  static final Duration SOON = Duration.ofMillis(200);
  static final Duration LATER = Duration.ofMinutes(2);

  private KubernetesValues() {}

  static Value.Handle object(String type, String name) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(name));
    identity.put("in", new Value.Str(KubernetesSide.NAMESPACE));
    return new Value.Handle("k8s." + type, identity);
  }

  static Value.Handle deployment(String name) {
    return object("Deployment", name);
  }

  static Value.Handle set(String name) {
    return object("StatefulSet", name);
  }

  static Value.Handle config(String name) {
    return object("ConfigMap", name);
  }

  static Value.Handle claim(String name) {
    return object("Claim", name);
  }

  static Value.Handle copy(String name) {
    return object("VolumeSnapshot", name);
  }

  static Value.Handle pod(String set, int ordinal) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("set", set(set));
    identity.put("ordinal", new Value.Int(ordinal));
    return new Value.Handle("k8s.Pod", identity);
  }

  static Value text(String text) {
    return new Value.Str(text);
  }

  static Value number(long number) {
    return new Value.Int(number);
  }

  static Value truth(boolean truth) {
    return new Value.Bool(truth);
  }

  static Value bytes(long bytes) {
    return new Value.Size(bytes);
  }

  static Value none() {
    return new Value.None();
  }

  static Value range(long first, long last) {
    return new Value.Range(new Value.Int(first), new Value.Int(last));
  }

  static Value.Items list(Value... values) {
    return new Value.Items(Arrays.asList(values));
  }

  static Value words(String... words) {
    return new Value.Items(Arrays.stream(words).<Value>map(Value.Str::new).toList());
  }

  /** Keys and values in turn. */
  static Value table(String... entries) {
    Map<Value, Value> table = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      table.put(new Value.Str(entries[i]), new Value.Str(entries[i + 1]));
    }
    return new Value.Table(table);
  }

  static Value evidence(String name, Value about) {
    return new Value.Evidence(name, List.of(about), Instant.EPOCH, Map.of());
  }
}
