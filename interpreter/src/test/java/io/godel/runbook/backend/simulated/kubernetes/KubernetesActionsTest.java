package io.godel.runbook.backend.simulated.kubernetes;

import static io.godel.runbook.backend.simulated.WorldBench.deployment;
import static io.godel.runbook.backend.simulated.WorldBench.object;
import static io.godel.runbook.backend.simulated.WorldBench.podOf;
import static io.godel.runbook.backend.simulated.WorldBench.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.simulated.NativeActions;
import io.godel.runbook.backend.simulated.WorldBench;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the acting actions of the module k8s bring about, and what they are refused. */
class KubernetesActionsTest {
  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        nodes: {node-a: {}, node-b: {}}
        pod_quota: 12
        configmaps:
          godel-config: {DATABASE_HOST: postgres, MODE: slow}
        deployments:
          godel-api: {replicas: 3, configmaps: [godel-config]}
          idle: {replicas: 0}
        statefulsets:
          postgres: {claim_template: postgres-storage, node: node-b, startup: 5s}
          redis: {replicas: 3}
        autoscalers:
          godel-api-hpa: {target: godel-api, min: 3, max: 5}
          idle-hpa: {target: idle, min: 2, max: 4}
        ingresses:
          godel-ingress: {annotations: {limit: "100"}}
      """;
  private static final Value.Handle API = deployment("godel-api");
  private static final Value.Handle POSTGRES = set("postgres");

  private final WorldBench bench = WorldBench.of(WORLD);
  private final Cluster cluster = bench.world.cluster();

  private Value read(String action, Object... arguments) {
    return bench.done(action, arguments);
  }

  private static Value number(long number) {
    return new Value.Int(number);
  }

  private static Value bool(boolean value) {
    return new Value.Bool(value);
  }

  private Pod postgres() {
    return cluster.find("postgres-0").orElseThrow();
  }

  private void setVariable(String name, Object value) {
    bench.done("k8s.set_variable", "workload", API, "name", name, "value", value);
  }

  private void patch(String key, String value) {
    Value.Table data = new Value.Table(Map.of(new Value.Str(key), new Value.Str(value)));
    bench.done("k8s.patch", "config", object("ConfigMap", "godel-config"), "data", data);
  }

  @Test
  void everyActionOfTheLibraryIsModelled() {
    assertEquals(
        NativeActions.of("k8s"), new TreeSet<>(new KubernetesActions(cluster).actions().keySet()));
  }

  @Test
  void scaleIsDoneAtOnceAndHappensAfterwards() {
    bench.done("k8s.scale", "workload", API, "replicas", 5);
    assertEquals(number(5), read("k8s.replicas", "workload", API));
    assertEquals(number(3), read("k8s.ready_replicas", "workload", API));
    bench.pass(60);
    assertEquals(number(5), read("k8s.ready_replicas", "workload", API));
  }

  @ParameterizedTest
  @CsvSource({"-1, greater than or equal to 0", "1001, at most 1000 here"})
  void scaleOutOfBoundsIsInvalid(int replicas, String bound) {
    assertEquals(
        "invalid: Deployment.apps \"godel-api\" is invalid: spec.replicas: Invalid value: "
            + replicas
            + ": must be "
            + bound,
        bench.refused("k8s.scale", "workload", API, "replicas", replicas));
    assertEquals(number(3), read("k8s.replicas", "workload", API));
  }

  @Test
  void theQuotaBoundsThePodsThatThereAre() {
    bench.done("k8s.scale", "workload", deployment("idle"), "replicas", 100);
    bench.pass(1);
    assertEquals(12, cluster.pods().size());
  }

  @ParameterizedTest
  @CsvSource({"k8s.rollout_restart", "k8s.delete", "k8s.scale"})
  void whatIsNotThereIsNotFound(String action) {
    assertEquals(
        "not_found: deployments.apps \"nope\" not found",
        bench.refused(action, "workload", deployment("nope"), "replicas", 1));
    assertEquals(
        "not_found: statefulsets.apps \"nope\" not found",
        bench.refused(action, "workload", set("nope"), "replicas", 1));
  }

  @Test
  void restartReplacesEveryPodAndSaysWhen() {
    List<Pod> before = List.copyOf(cluster.running("godel", "godel-api"));
    bench.pass(Duration.ofMillis(300));
    bench.done("k8s.rollout_restart", "workload", API);
    assertEquals(
        new Value.Moment(bench.world.time().now().plusMillis(700)),
        read("k8s.restarted_at", "workload", API),
        "the API keeps whole seconds");
    assertEquals(bool(false), read("k8s.rollout_done", "workload", API));
    bench.pass(120);
    assertEquals(bool(true), read("k8s.rollout_done", "workload", API));
    before.forEach(pod -> assertTrue(cluster.find(pod.name).isEmpty(), pod.name));
  }

  @Test
  void restartOfASetGoesFromTheHighestPodDown() {
    bench.done("k8s.rollout_restart", "workload", set("redis"));
    bench.pass(5);
    assertEquals(bool(false), read("k8s.ready", "object", podOf("redis", 2)));
    assertEquals(bool(true), read("k8s.ready", "object", podOf("redis", 1)));
    bench.pass(60);
    assertEquals(bool(true), read("k8s.rollout_done", "workload", set("redis")));
  }

  @Test
  void aSetIsMadeInOrderAndRemovedFromTheEnd() {
    bench.done("k8s.scale", "workload", set("redis"), "replicas", 0);
    bench.pass(Duration.ofMillis(100));
    assertEquals(
        List.of(false, false, true),
        cluster.workload("godel", "redis").orElseThrow().pods.stream()
            .map(pod -> pod.terminating)
            .toList());
    bench.pass(30);
    bench.done("k8s.scale", "workload", set("redis"), "replicas", 2);
    bench.pass(5);
    assertEquals(bool(true), read("k8s.exists", "object", podOf("redis", 0)));
    assertEquals(bool(false), read("k8s.exists", "object", podOf("redis", 1)));
    bench.pass(30);
    assertEquals(bool(true), read("k8s.ready", "object", set("redis")));
  }

  /** The StatefulSet's manual page, "Forced rollback": nothing but a deletion helps. */
  @Test
  void restartOfASetWithAPodThatIsNotReadyReplacesNothing() {
    cluster.crashLoop("godel", "postgres");
    bench.pass(5);
    String uid = postgres().uid;
    bench.done("k8s.rollout_restart", "workload", POSTGRES);
    bench.pass(Duration.ofMinutes(10));
    assertEquals(uid, postgres().uid);
    assertEquals(
        new Value.Str("CrashLoopBackOff"), read("k8s.waiting_reason", "pod", podOf("postgres", 0)));

    bench.done("k8s.replace", "pod", podOf("postgres", 0), "uid", uid);
    bench.pass(30);
    assertNotEquals(uid, postgres().uid);
    assertEquals(bool(true), read("k8s.ready", "object", POSTGRES));
    assertEquals(bool(true), read("k8s.rollout_done", "workload", POSTGRES));
  }

  @Test
  void replaceIsOfThisVeryPod() {
    String uid = postgres().uid;
    assertEquals(
        "conflict: Operation cannot be fulfilled on Pod \"postgres-0\": the UID in the"
            + " precondition (other) does not match the UID in record ("
            + uid
            + "). The object might have been deleted and then recreated",
        bench.refused("k8s.replace", "pod", podOf("postgres", 0), "uid", "other"));
    assertEquals(
        "not_found: pods \"postgres-1\" not found",
        bench.refused("k8s.replace", "pod", podOf("postgres", 1), "uid", uid));
    bench.pass(10);
    assertEquals(uid, postgres().uid);
  }

  @Test
  void aReplacedPodKeepsItsNameAndItsVolume() {
    String uid = postgres().uid;
    bench.done("k8s.replace", "pod", podOf("postgres", 0), "uid", uid);
    bench.pass(30);
    assertNotEquals(uid, postgres().uid);
    assertEquals("volume-1", postgres().volume().orElseThrow());
  }

  @Test
  void settingsReachAPodWhenItStarts() {
    patch("MODE", "fast");
    bench.pass(60);
    Pod pod = cluster.running("godel", "godel-api").get(0);
    assertEquals("slow", pod.environment().get("MODE"), "a running pod keeps what it began with");
    assertEquals("postgres", pod.environment().get("DATABASE_HOST"), "other keys are left alone");

    cluster.crash(pod.name);
    bench.pass(5);
    assertEquals("fast", pod.environment().get("MODE"), "its container was started again");

    bench.done("k8s.rollout_restart", "workload", API);
    bench.pass(120);
    cluster
        .running("godel", "godel-api")
        .forEach(it -> assertEquals("fast", it.environment().get("MODE")));
    assertEquals(
        "not_found: configmaps \"nope\" not found",
        bench.refused(
            "k8s.patch", "config", object("ConfigMap", "nope"), "data", new Value.Table(Map.of())));
  }

  @Test
  void aVariableWinsOverSettingsAndRollsOut() {
    setVariable("MODE", "fast");
    bench.pass(120);
    cluster
        .running("godel", "godel-api")
        .forEach(it -> assertEquals("fast", it.environment().get("MODE")));
    List<Pod> before = List.copyOf(cluster.running("godel", "godel-api"));
    setVariable("MODE", "fast");
    bench.pass(120);
    assertEquals(before, cluster.running("godel", "godel-api"), "no change is no rollout");

    setVariable("MODE", new Value.None());
    bench.pass(120);
    Workload api = cluster.workload("godel", "godel-api").orElseThrow();
    assertEquals(2, api.replicaSets.size(), "the first template is back, and its ReplicaSet");
    assertEquals(
        List.of(3, 2), api.replicaSets.stream().map(it -> it.revision).toList(), "as revision 3");
    assertEquals(List.of(3, 0), api.replicaSets.stream().map(it -> it.replicas).toList());
  }

  @Test
  void aMemoryLimitIsOfOneContainer() {
    Value limit = new Value.Size(1L << 30);
    bench.done(
        "k8s.set_memory_limit", "workload", POSTGRES, "container", "postgres", "limit", limit);
    assertEquals(limit, read("k8s.memory_limit", "workload", POSTGRES, "container", "postgres"));
    assertEquals(
        new Value.None(), read("k8s.memory_limit", "workload", POSTGRES, "container", "other"));
    String uid = postgres().uid;
    bench.pass(30);
    assertNotEquals(uid, postgres().uid, "it rolls out");
  }

  @Test
  void annotationsAreSetAndTakenAway() {
    Value.Handle ingress = object("Ingress", "godel-ingress");
    bench.done("k8s.annotate", "ingress", ingress, "name", "limit", "value", "10");
    assertEquals(new Value.Str("10"), read("k8s.annotation", "ingress", ingress, "name", "limit"));
    bench.done("k8s.annotate", "ingress", ingress, "name", "limit", "value", new Value.None());
    assertEquals(new Value.None(), read("k8s.annotation", "ingress", ingress, "name", "limit"));
    assertEquals(
        "not_found: ingresses.networking.k8s.io \"nope\" not found",
        bench.refused(
            "k8s.annotate", "ingress", object("Ingress", "nope"), "name", "a", "value", "b"));
  }

  private static Value range(int min, int max) {
    return new Value.Range(number(min), number(max));
  }

  @Test
  void theAutoscalerKeepsItsBounds() {
    Value.Handle scaler = object("Autoscaler", "godel-api-hpa");
    bench.done("k8s.scale", "workload", API, "replicas", 2);
    bench.pass(16);
    assertEquals(number(3), read("k8s.replicas", "workload", API));
    bench.done("k8s.scale", "workload", API, "replicas", 7);
    bench.pass(16);
    assertEquals(number(5), read("k8s.replicas", "workload", API));

    bench.done("k8s.set_bounds", "scaler", scaler, "bounds", range(1, 1));
    assertEquals(range(1, 1), read("k8s.bounds", "scaler", scaler));
    bench.pass(16);
    assertEquals(number(1), read("k8s.replicas", "workload", API));
  }

  @Test
  void theAutoscalerLeavesADeploymentAtZeroAlone() {
    bench.pass(Duration.ofHours(1));
    assertEquals(number(0), read("k8s.replicas", "workload", deployment("idle")));
    bench.done("k8s.scale", "workload", deployment("idle"), "replicas", 1);
    bench.pass(16);
    assertEquals(number(2), read("k8s.replicas", "workload", deployment("idle")));
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "6, 5"})
  void boundsThatCannotBeAreInvalid(int min, int max) {
    Value.Handle scaler = object("Autoscaler", "godel-api-hpa");
    assertTrue(
        bench
            .refused("k8s.set_bounds", "scaler", scaler, "bounds", range(min, max))
            .startsWith(
                "invalid: HorizontalPodAutoscaler.autoscaling \"godel-api-hpa\" is invalid"));
    assertEquals(range(3, 5), read("k8s.bounds", "scaler", scaler));
    assertEquals(
        "not_found: horizontalpodautoscalers.autoscaling \"nope\" not found",
        bench.refused(
            "k8s.set_bounds", "scaler", object("Autoscaler", "nope"), "bounds", range(1, 2)));
  }

  @Test
  void aPausedDeploymentIsScaledAndRollsNothingOut() {
    WorldBench paused =
        WorldBench.of(
            "kubernetes: {namespace: godel, deployments: {api: {replicas: 2, paused: true}}}");
    Value.Handle api = deployment("api");
    paused.done("k8s.rollout_restart", "workload", api);
    paused.done("k8s.scale", "workload", api, "replicas", 3);
    paused.pass(120);
    assertEquals(number(3), paused.done("k8s.ready_replicas", "workload", api));
    assertEquals(bool(false), paused.done("k8s.rollout_done", "workload", api));
    assertEquals(
        1,
        paused.world.cluster().pods().stream().map(pod -> pod.revision).distinct().count(),
        "no pod of the new template");
  }
}
