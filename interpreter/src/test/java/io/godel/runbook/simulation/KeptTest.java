package io.godel.runbook.simulation;

import static io.godel.runbook.backend.simulated.WorldBench.call;
import static io.godel.runbook.backend.simulated.WorldBench.deployment;
import static io.godel.runbook.backend.simulated.WorldBench.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.WorldBench;
import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody else keeps as it was is so again a little later. */
class KeptTest {
  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        nodes: {node-a: {}}
        configmaps: {godel-config: {MODE: slow, HOST: a}}
        deployments:
          godel-api: {replicas: 2, variables: {MODE: slow}, memory_limits: {api: 512MiB}}
        autoscalers: {godel-api-hpa: {target: godel-api, min: 1, max: 5}}
        ingresses: {door: {annotations: {limit: "100"}}}
      """;
  private static final Value API = deployment("godel-api");
  private static final int REACTION = Math.toIntExact(Kept.REACTION.toSeconds());

  private final WorldBench bench = WorldBench.of(WORLD);

  private FaultScript script(String... faults) {
    return new FaultScript(
        bench.world,
        List.of(faults).stream().map(it -> FaultReader.read(it).orElseThrow()).toList());
  }

  private Outcome act(FaultScript script, Call call) {
    return script.carryOut(call, bench.world.actions().get(call.action())).outcome();
  }

  static List<Arguments> fields() {
    Value scaler = object("Autoscaler", "godel-api-hpa");
    Value config = object("ConfigMap", "godel-config");
    Value door = object("Ingress", "door");
    Value fast = new Value.Table(Map.of(new Value.Str("MODE"), new Value.Str("fast")));
    Value range = new Value.Range(new Value.Int(3), new Value.Int(4));
    return List.of(
        of("k8s.replicas", "k8s.scale", "replicas", 5, "workload", API),
        of("k8s.data", "k8s.patch", "data", fast, "config", config),
        of("k8s.annotation", "k8s.annotate", "value", "1", "ingress", door, "name", "limit"),
        of("k8s.annotation", "k8s.annotate", "value", "1", "ingress", door, "name", "new"),
        of("k8s.variable", "k8s.set_variable", "value", "x", "workload", API, "name", "MODE"),
        of("k8s.bounds", "k8s.set_bounds", "bounds", range, "scaler", scaler),
        of(
            "k8s.memory_limit",
            "k8s.set_memory_limit",
            "limit",
            new Value.Size(1L << 30),
            "workload",
            API,
            "container",
            "api"));
  }

  private static Arguments of(
      String look, String action, String argument, Object value, Object... object) {
    Object[] all = new Object[object.length + 2];
    System.arraycopy(object, 0, all, 0, object.length);
    all[object.length] = argument;
    all[object.length + 1] = value;
    return Arguments.of(look, object, call(action, true, all));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void whatACallChangesIsSetBack(String look, Object[] object, Call call) {
    Value before = bench.done(look, object);
    FaultScript script = script("on call 1 of " + call.action() + ": set back");
    assertInstanceOf(Outcome.Done.class, act(script, call));
    assertNotEquals(before, bench.done(look, object), "the call did what it says");
    bench.pass(REACTION);
    assertEquals(before, bench.done(look, object));
  }

  private Value replicas() {
    return bench.done("k8s.replicas", "workload", API);
  }

  private static Call scale(int replicas) {
    return call("k8s.scale", true, "workload", API, "replicas", replicas);
  }

  @Test
  void itIsKeptAsItWasFromThenOn() {
    FaultScript script = script("on call 2 of k8s.scale: set back");
    act(script, scale(3));
    bench.pass(REACTION);
    assertEquals(new Value.Int(3), replicas(), "nobody keeps it yet");
    for (int replicas : new int[] {4, 5, 3}) {
      act(script, scale(replicas));
      assertEquals(new Value.Int(replicas), replicas());
      bench.pass(REACTION);
      assertEquals(new Value.Int(3), replicas());
    }
  }

  @Test
  void anotherObjectIsNobodysConcern() {
    FaultScript script = script("on call 1 of k8s.scale: set back");
    act(script, scale(3));
    Value door = object("Ingress", "door");
    act(script, call("k8s.annotate", true, "ingress", door, "name", "limit", "value", "1"));
    bench.pass(REACTION);
    assertEquals(
        new Value.Str("1"), bench.done("k8s.annotation", "ingress", door, "name", "limit"));
  }
}
