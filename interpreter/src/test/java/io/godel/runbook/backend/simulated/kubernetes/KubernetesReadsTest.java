package io.godel.runbook.backend.simulated.kubernetes;

import static io.godel.runbook.backend.simulated.WorldBench.deployment;
import static io.godel.runbook.backend.simulated.WorldBench.object;
import static io.godel.runbook.backend.simulated.WorldBench.podOf;
import static io.godel.runbook.backend.simulated.WorldBench.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.simulated.WorldBench;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the looking actions of the module k8s answer, for what is there and what is not. */
class KubernetesReadsTest {
  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        nodes: {node-a: {}, node-b: {}}
        configmaps:
          godel-config: {DATABASE_HOST: postgres, DATABASE_PORT: 5432}
        deployments:
          godel-api:
            replicas: 3
            configmaps: [godel-config]
            labels: {app: api, tier: web}
            memory_limits: {godel-api: 2GiB}
            variables: {MODE: fast}
            cpu_millicores: 250
            memory: 512MiB
            node: node-a
        statefulsets:
          postgres:
            claim_template: postgres-storage
            node: node-b
            log: [starting, "ready to accept connections"]
        autoscalers:
          godel-api-hpa: {target: godel-api, min: 3, max: 20}
        ingresses:
          godel-ingress: {annotations: {limit: "100"}}
      """;
  private static final Value NONE = new Value.None();

  private final WorldBench bench = WorldBench.of(WORLD);

  private static Value text(String text) {
    return new Value.Str(text);
  }

  private static Value bool(boolean value) {
    return new Value.Bool(value);
  }

  private Value.Items pods(String selector) {
    return (Value.Items) bench.done("k8s.pods", "selector", selector, "in", WorldBench.NAMESPACE);
  }

  private List<String> lines(Value pods, int tail, boolean previous) {
    List<String> lines = new ArrayList<>();
    Value.Items found =
        (Value.Items) bench.done("k8s.logs", "pods", pods, "tail", tail, "previous", previous);
    found.values().forEach(line -> lines.add(((Value.Str) line).value()));
    return lines;
  }

  private static Value.Items postgres() {
    return new Value.Items(List.of(podOf("postgres", 0)));
  }

  private Pod pod() {
    return bench.world.cluster().find("postgres-0").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "Deployment, godel-api, postgres",
    "StatefulSet, postgres, godel-api",
    "Pod, postgres-0, postgres-1",
    "ConfigMap, godel-config, godel-api",
    "Claim, postgres-storage-postgres-0, postgres-storage",
    "Autoscaler, godel-api-hpa, godel-api",
    "Ingress, godel-ingress, godel-api",
    "VolumeSnapshot, before, after"
  })
  void existenceIsOfAKindAndAName(String type, String name, String other) {
    if (type.equals("VolumeSnapshot")) {
      Value.Handle claim = object("Claim", "postgres-storage-postgres-0");
      bench.done("k8s.snapshot", "claim", claim, "into", object(type, name));
    }
    assertEquals(bool(true), bench.done("k8s.exists", "object", object(type, name)));
    assertEquals(bool(false), bench.done("k8s.exists", "object", object(type, other)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app=api|3",
        "app==api|3",
        "app=api,tier=web|3",
        "app=api,tier!=web|0",
        "app!=api|1",
        "app.kubernetes.io/name=postgres|1",
        "statefulset.kubernetes.io/pod-name=postgres-0|1",
        "apps.kubernetes.io/pod-index=1|0",
        "app=nothing|0"
      })
  void podsAreFoundByTheirLabels(String selector, int found) {
    assertEquals(found, pods(selector).values().size());
    Value elsewhere = bench.done("k8s.pods", "selector", selector, "in", "default");
    assertEquals(List.of(), ((Value.Items) elsewhere).values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-app=api", "app=-api", "a/b/c=d"})
  void labelsThatNothingCanHaveAreRefused(String selector) {
    assertEquals(
        "invalid: unable to parse requirement: " + selector,
        bench.refused("k8s.pods", "selector", selector, "in", "godel"));
  }

  @ParameterizedTest
  @CsvSource({"k8s.phase", "k8s.waiting_reason", "k8s.restarts"})
  void podsThatAreNotThereHaveNoState(String action) {
    assertEquals(
        "not_found: pods \"postgres-9\" not found",
        bench.refused(action, "pod", podOf("postgres", 9)));
  }

  @Test
  void stateOfAPod() {
    Value.Handle pod = podOf("postgres", 0);
    assertEquals(new Value.Constant("k8s.Phase", "RUNNING"), bench.done("k8s.phase", "pod", pod));
    assertEquals(NONE, bench.done("k8s.waiting_reason", "pod", pod));
    assertEquals(new Value.Int(0), bench.done("k8s.restarts", "pod", pod));
    assertEquals(text(pod().uid), bench.done("k8s.uid", "pod", pod));
    assertEquals(NONE, bench.done("k8s.uid", "pod", podOf("postgres", 9)));
    assertEquals(bool(true), bench.done("k8s.ready", "object", pod));
    assertEquals(bool(false), bench.done("k8s.ready", "object", podOf("postgres", 9)));
  }

  @Test
  void stateOfAWorkload() {
    Value.Handle api = deployment("godel-api");
    assertEquals(new Value.Int(3), bench.done("k8s.replicas", "workload", api));
    assertEquals(new Value.Int(3), bench.done("k8s.ready_replicas", "workload", api));
    assertEquals(bool(true), bench.done("k8s.rollout_done", "workload", api));
    assertEquals(bool(true), bench.done("k8s.ready", "object", api));
    assertEquals(NONE, bench.done("k8s.restarted_at", "workload", api));
    assertEquals(text("fast"), bench.done("k8s.variable", "workload", api, "name", "MODE"));
    assertEquals(NONE, bench.done("k8s.variable", "workload", api, "name", "DATABASE_HOST"));
    assertEquals(
        new Value.Size(2L << 30),
        bench.done("k8s.memory_limit", "workload", api, "container", "godel-api"));
    assertEquals(NONE, bench.done("k8s.memory_limit", "workload", api, "container", "sidecar"));
  }

  @ParameterizedTest
  @CsvSource({"k8s.replicas", "k8s.ready_replicas", "k8s.rollout_done", "k8s.restarted_at"})
  void workloadsThatAreNotThereAreNotFound(String action) {
    assertEquals(
        "not_found: deployments.apps \"nope\" not found",
        bench.refused(action, "workload", deployment("nope")));
    assertEquals(
        "not_found: statefulsets.apps \"godel-api\" not found",
        bench.refused(action, "workload", set("godel-api")));
  }

  @Test
  void onlyPodsAndWorkloadsAreReadyOrNot() {
    assertEquals(bool(false), bench.done("k8s.ready", "object", set("nope")));
    assertEquals(
        "invalid: only pods and workloads are ready or not",
        bench.refused("k8s.ready", "object", object("ConfigMap", "godel-api")));
  }

  @Test
  void aWorkloadAtZeroIsRolledOutAndNotReady() {
    bench.done("k8s.scale", "workload", set("postgres"), "replicas", 0);
    assertEquals(bool(false), bench.done("k8s.rollout_done", "workload", set("postgres")));
    bench.pass(10);
    assertEquals(bool(true), bench.done("k8s.rollout_done", "workload", set("postgres")));
    assertEquals(bool(false), bench.done("k8s.ready", "object", set("postgres")));
  }

  @Test
  void settingsAnnotationsAndBounds() {
    Value.Table data =
        (Value.Table) bench.done("k8s.data", "config", object("ConfigMap", "godel-config"));
    assertEquals(text("postgres"), data.entries().get(text("DATABASE_HOST")));
    assertEquals(text("5432"), data.entries().get(text("DATABASE_PORT")));
    assertEquals(
        "not_found: configmaps \"nope\" not found",
        bench.refused("k8s.data", "config", object("ConfigMap", "nope")));

    Value.Handle ingress = object("Ingress", "godel-ingress");
    assertEquals(text("100"), bench.done("k8s.annotation", "ingress", ingress, "name", "limit"));
    assertEquals(NONE, bench.done("k8s.annotation", "ingress", ingress, "name", "other"));
    assertEquals(
        "not_found: ingresses.networking.k8s.io \"nope\" not found",
        bench.refused("k8s.annotation", "ingress", object("Ingress", "nope"), "name", "limit"));

    assertEquals(
        new Value.Range(new Value.Int(3), new Value.Int(20)),
        bench.done("k8s.bounds", "scaler", object("Autoscaler", "godel-api-hpa")));
    assertEquals(
        "not_found: horizontalpodautoscalers.autoscaling \"nope\" not found",
        bench.refused("k8s.bounds", "scaler", object("Autoscaler", "nope")));
  }

  @Test
  void logsAreThoseOfTheContainerThatRunsOrOfTheOneBefore() {
    assertEquals(List.of("starting", "ready to accept connections"), lines(postgres(), 10, false));
    assertEquals(List.of("ready to accept connections"), lines(postgres(), 1, false));
    assertEquals(List.of(), lines(postgres(), 0, false));
    assertEquals(
        "invalid: previous terminated container \"postgres\" in pod \"postgres-0\" not found",
        bench.refused("k8s.logs", "pods", postgres(), "tail", 10, "previous", true));

    pod().print("PANIC");
    bench.world.cluster().crash("postgres-0");
    bench.pass(2);
    assertEquals(
        List.of("starting", "ready to accept connections", "PANIC"), lines(postgres(), 10, true));
    assertEquals(List.of("starting", "ready to accept connections"), lines(postgres(), 10, false));
  }

  @Test
  void logsOfPodsThatAreGoneAreLeftOut() {
    Value.Items both = new Value.Items(List.of(podOf("postgres", 9), podOf("postgres", 0)));
    assertEquals(2, lines(both, 10, false).size());
  }

  @Test
  void usageIsOfPodsThatWereMeasured() {
    Value.Items usage = (Value.Items) bench.done("k8s.top", "pods", pods("app=api"));
    assertEquals(3, usage.values().size(), "the pods of the beginning have been running for long");
    Value.Fields first = (Value.Fields) usage.values().get(0);
    assertEquals(new Value.Int(250), first.field("cpu_millicores"));
    assertEquals(new Value.Size(512L << 20), first.field("memory"));

    bench.world.cluster().crash("postgres-0");
    bench.pass(3);
    assertEquals(new Value.Items(List.of()), bench.done("k8s.top", "pods", postgres()));
    bench.pass(KubernetesReads.METRICS_AFTER);
    assertEquals(1, ((Value.Items) bench.done("k8s.top", "pods", postgres())).values().size());
  }

  @Test
  void withoutAMetricsServerThereIsNoUsage() {
    WorldBench blind =
        WorldBench.of(WORLD.replace("namespace: godel", "namespace: godel\n  metrics: false"));
    assertEquals(
        "not_found: the server could not find the requested resource (get pods.metrics.k8s.io)",
        blind.refused("k8s.top", "pods", postgres()));
  }

  @Test
  void podsOfALostNodeStayAndCannotBeShownToBeGone() {
    bench.world.cluster().loseNode("node-b");
    Value.Handle pod = podOf("postgres", 0);
    Value uid = bench.done("k8s.uid", "pod", pod);
    assertEquals(bool(true), bench.done("k8s.ready", "object", pod), "nobody has noticed yet");
    bench.pass(41);
    assertEquals(bool(false), bench.done("k8s.ready", "object", pod));
    assertEquals(
        "unreachable for now: Internal error occurred: Get"
            + " \"https://192.0.2.50:10250/containerLogs\": dial tcp: i/o timeout",
        bench.refused("k8s.logs", "pods", postgres(), "tail", 10, "previous", false));
    assertEquals(new Value.Items(List.of()), bench.done("k8s.top", "pods", postgres()));

    bench.done("k8s.scale", "workload", set("postgres"), "replicas", 0);
    bench.pass(Duration.ofHours(1));
    assertEquals(bool(true), bench.done("k8s.exists", "object", pod));
    assertEquals(uid, bench.done("k8s.uid", "pod", pod), "no other pod takes its name");
    assertEquals(false, new KubernetesHosts(bench.world.cluster()).stopped(set("postgres")));
    bench.done("k8s.delete", "workload", set("postgres"));
    bench.pass(Duration.ofHours(1));
    assertEquals(
        false,
        new KubernetesHosts(bench.world.cluster()).stopped(set("postgres")),
        "nor is it shown to be gone by deleting its set");
  }

  @Test
  void aDeploymentReplacesThePodsOfALostNodeAfterTheirEviction() {
    bench.world.cluster().loseNode("node-a");
    bench.pass(41);
    assertEquals(
        new Value.Int(0), bench.done("k8s.ready_replicas", "workload", deployment("godel-api")));
    bench.pass(Duration.ofMinutes(6));
    assertEquals(
        new Value.Int(3), bench.done("k8s.ready_replicas", "workload", deployment("godel-api")));
    assertEquals(6, pods("app=api").values().size(), "the lost ones are still ending");
  }

  @Test
  void manifestTellsWhatItIsOf() {
    Value.Fields manifest = (Value.Fields) bench.done("k8s.manifest", "object", set("postgres"));
    assertEquals(text("StatefulSet"), manifest.field("kind"));
    assertEquals(text("postgres"), manifest.field("name"));
    assertEquals(
        "not_found: statefulsets.apps \"nope\" not found",
        bench.refused("k8s.manifest", "object", set("nope")));
    Value.Fields scaler =
        (Value.Fields) bench.done("k8s.manifest", "object", object("Autoscaler", "godel-api-hpa"));
    assertEquals(text("HorizontalPodAutoscaler"), scaler.field("kind"));
  }
}
