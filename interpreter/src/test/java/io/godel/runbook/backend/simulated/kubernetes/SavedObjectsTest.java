package io.godel.runbook.backend.simulated.kubernetes;

import static io.godel.runbook.backend.simulated.ModelledWorld.handle;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.simulated.ModelledWorld;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Objects that are saved and applied again become what they were, and keep what is theirs since.
 */
class SavedObjectsTest {
  private static final Value.Handle CONFIG = handle("k8s.ConfigMap", "settings");
  private static final Value.Handle DOOR = handle("k8s.Ingress", "door");
  private static final Value.Handle SCALER = handle("k8s.Autoscaler", "scaler");
  private static final Value.Handle CLAIM = handle("k8s.Claim", "data-store-0");

  private final ModelledWorld world =
      ModelledWorld.of(
          """
          kubernetes:
            namespace: godel
            configmaps: {settings: {LEVEL: info, EMPTY: ""}}
            deployments: {api: {}}
            statefulsets: {store: {claim_template: data, claim_size: 1GiB}}
            autoscalers: {scaler: {target: api, min: 2, max: 5}}
            ingresses: {door: {annotations: {rate: "100"}}}
          """);

  private static Value text(String text) {
    return new Value.Str(text);
  }

  private Value saved(Value.Handle object) {
    return world.done("k8s.manifest", "object", object);
  }

  private void apply(Value manifest, Value.Handle of) {
    world.done("k8s.apply", "manifest", manifest, "of", of);
  }

  @Test
  void settingsThatCameLaterStay() {
    Value manifest = saved(CONFIG);
    Map<Value, Value> patch = new LinkedHashMap<>();
    patch.put(text("LEVEL"), text("debug"));
    patch.put(text("MORE"), text("1"));
    world.done("k8s.patch", "config", CONFIG, "data", new Value.Table(patch));
    apply(manifest, CONFIG);
    Map<Value, Value> expected = new LinkedHashMap<>();
    expected.put(text("LEVEL"), text("info"));
    expected.put(text("EMPTY"), text(""));
    expected.put(text("MORE"), text("1"));
    assertEquals(new Value.Table(expected), world.done("k8s.data", "config", CONFIG));
  }

  @Test
  void annotationsAndBoundsComeBack() {
    Value door = saved(DOOR);
    Value scaler = saved(SCALER);
    Value.Range one = new Value.Range(new Value.Int(1), new Value.Int(1));
    world.done("k8s.annotate", "ingress", DOOR, "name", text("rate"), "value", text("1"));
    world.done("k8s.set_bounds", "scaler", SCALER, "bounds", one);
    apply(door, DOOR);
    apply(scaler, SCALER);
    assertEquals(text("100"), world.done("k8s.annotation", "ingress", DOOR, "name", text("rate")));
    assertEquals(
        new Value.Range(new Value.Int(2), new Value.Int(5)),
        world.done("k8s.bounds", "scaler", SCALER));
  }

  @Test
  void aClaimThatIsGoneIsMadeAgainOfItsSize() {
    Value manifest = saved(CLAIM);
    apply(manifest, CLAIM);
    Value.Handle set = handle("k8s.StatefulSet", "store");
    world.done("k8s.scale", "workload", set, "replicas", new Value.Int(0));
    world.pass(Duration.ofMinutes(1));
    Value.Evidence copied =
        new Value.Evidence("k8s.Copied", List.of(CLAIM), world.world().time().now(), Map.of());
    world.done("k8s.delete_copied_claim", "claim", CLAIM, "copied", copied);
    assertEquals(new Value.Bool(false), world.done("k8s.exists", "object", CLAIM));
    apply(manifest, CLAIM);
    world.done("k8s.scale", "workload", set, "replicas", new Value.Int(1));
    world.pass(Duration.ofMinutes(1));
    Value.Fields volume = (Value.Fields) world.done("k8s.volume", "claim", CLAIM);
    assertEquals(new Value.Size(1L << 30), volume.field("size"));
  }

  @Test
  void aManifestIsOfOneObject() {
    assertEquals("invalid", world.refused("k8s.apply", "manifest", saved(DOOR), "of", CONFIG));
    Value self = new Value.Fields("k8s.Manifest", Map.of("yaml", text("a: &a [*a]")));
    assertEquals("invalid", world.refused("k8s.apply", "manifest", self, "of", CONFIG));
  }
}
