package io.godel.runbook.backend.simulated.kubernetes;

import static io.godel.runbook.backend.simulated.ModelledWorld.handle;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.simulated.ModelledWorld;
import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no API server would keep, the model does not keep either. */
class InvalidTest {
  private final ModelledWorld world =
      ModelledWorld.of(
          """
          kubernetes:
            namespace: godel
            configmaps: {settings: {LEVEL: info}}
            deployments: {api: {}}
            statefulsets: {store: {claim_template: data}}
            autoscalers: {scaler: {target: api}}
            ingresses: {door: {}}
          """);

  private static Value text(String text) {
    return new Value.Str(text);
  }

  private static Value settings(String key, String value) {
    return new Value.Table(Map.of(text(key), text(value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "..x", "a b", "a/b", "ключ"})
  void aKeyOfSettings(String key) {
    Value.Handle config = handle("k8s.ConfigMap", "settings");
    assertEquals(
        "invalid", world.refused("k8s.patch", "config", config, "data", settings(key, "x")));
    assertEquals(settings("LEVEL", "info"), world.done("k8s.data", "config", config));
  }

  @Test
  void settingsOfMoreThanAMebibyte() {
    Value.Handle config = handle("k8s.ConfigMap", "settings");
    String half = "x".repeat(1 << 19);
    world.done("k8s.patch", "config", config, "data", settings("A", half));
    assertEquals(
        "invalid", world.refused("k8s.patch", "config", config, "data", settings("B", half)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "/x", "x/", "a/b/c", "-x", "under_score/x"})
  void anAnnotation(String name) {
    Value.Handle door = handle("k8s.Ingress", "door");
    assertEquals(
        "invalid",
        world.refused("k8s.annotate", "ingress", door, "name", text(name), "value", text("1")));
    world.done("k8s.annotate", "ingress", door, "name", text("Ours.example/x"), "value", text(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A=B", "übel", "line\n"})
  void aVariable(String name) {
    Value.Handle api = handle("k8s.Deployment", "api");
    assertEquals(
        "invalid",
        world.refused("k8s.set_variable", "workload", api, "name", text(name), "value", text("1")));
    world.done("k8s.set_variable", "workload", api, "name", text("a b"), "value", text("1"));
  }

  @ParameterizedTest
  @CsvSource({"api, -1, invalid", "nobody, 1, not_found"})
  void aMemoryLimit(String container, long limit, String code) {
    assertEquals(
        code,
        world.refused(
            "k8s.set_memory_limit",
            "workload",
            handle("k8s.Deployment", "api"),
            "container",
            text(container),
            "limit",
            new Value.Size(limit)));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "5, 2", "2, 1001", "1, 4294967298", "4294967296, 4294967297"})
  void bounds(long min, long max) {
    Value range = new Value.Range(new Value.Int(min), new Value.Int(max));
    assertEquals(
        "invalid",
        world.refused(
            "k8s.set_bounds", "scaler", handle("k8s.Autoscaler", "scaler"), "bounds", range));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bad_Name", "-x", "a..b"})
  void theNameOfASnapshot(String name) {
    assertEquals(
        "invalid",
        world.refused(
            "k8s.snapshot",
            "claim",
            handle("k8s.Claim", "data-store-0"),
            "into",
            handle("k8s.VolumeSnapshot", name)));
  }

  @Test
  void noCommand() {
    assertEquals(
        "invalid",
        world.refused(
            "k8s.exec",
            "pod",
            handle("k8s.Pod", "store-0"),
            "command",
            new Value.Items(List.of())));
  }
}
