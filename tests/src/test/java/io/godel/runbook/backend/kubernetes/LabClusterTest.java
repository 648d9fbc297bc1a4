package io.godel.runbook.backend.kubernetes;

import static io.godel.runbook.backend.kubernetes.LabCluster.handle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live actions on the lab: each gives what the model itself gives for the same question. */
final class LabClusterTest {
  private static final Value.Handle API = handle("Deployment", "godel-api");
  private static final Value.Handle SET = handle("StatefulSet", "postgres");
  private static final Value.Handle CONFIG = handle("ConfigMap", "godel-config");
  private static final Value.Handle CLAIM = handle("Claim", "postgres-storage-postgres-0");
  private static final Value.Handle SCALER = handle("Autoscaler", "godel-api-hpa");
  private static final Value.Handle INGRESS = handle("Ingress", "godel-ingress");
  private static final Value.Handle NONE = handle("Deployment", "no-such");

  @TempDir Path folder;
  private LabCluster lab;

  @BeforeEach
  void open() throws Exception {
    lab = new LabCluster(folder, "healthy", 50, Access.ACT);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static Value.Handle pod(int ordinal) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("set", SET);
    identity.put("ordinal", new Value.Int(ordinal));
    return new Value.Handle("k8s.Pod", identity);
  }

  private static Value text(String text) {
    return new Value.Str(text);
  }

  private void same(String action, Object... arguments) throws Exception {
    assertEquals(lab.modelled(action, arguments), lab.call(action, arguments), action);
  }

  @Test
  void whatIsSeenThroughTheApiIsWhatTheModelKnows() throws Exception { // guarantee 5
    same("k8s.exists", "object", API);
    same("k8s.exists", "object", NONE);
    same("k8s.exists", "object", CLAIM);
    same("k8s.pods", "selector", text("app.kubernetes.io/name=postgres"), "in", text("godel"));
    same("k8s.ready", "object", API);
    same("k8s.ready", "object", pod(0));
    same("k8s.ready", "object", NONE);
    same("k8s.phase", "pod", pod(0));
    same("k8s.waiting_reason", "pod", pod(0));
    same("k8s.uid", "pod", pod(0));
    same("k8s.uid", "pod", pod(7));
    same("k8s.restarts", "pod", pod(0));
    same("k8s.replicas", "workload", API);
    same("k8s.ready_replicas", "workload", SET);
    same("k8s.rollout_done", "workload", SET);
    same("k8s.restarted_at", "workload", API);
    same("k8s.memory_limit", "workload", SET, "container", text("postgres"));
    same("k8s.variable", "workload", API, "name", text("NO_SUCH"));
    same("k8s.data", "config", CONFIG);
    same("k8s.data", "config", handle("ConfigMap", "no-such"));
    same("k8s.replicas", "workload", NONE);
    same("k8s.annotation", "ingress", INGRESS, "name", text("no-such"));
    same("k8s.bounds", "scaler", SCALER);
    same("k8s.nodes");
    same(
        "k8s.logs",
        "pods",
        new Value.Items(List.of(pod(0))),
        "tail",
        new Value.Int(5),
        "previous",
        new Value.Bool(false));
    same(
        "k8s.logs",
        "pods",
        new Value.Items(List.of(pod(0))),
        "tail",
        new Value.Int(5),
        "previous",
        new Value.Bool(true));
    same("k8s.top", "pods", new Value.Items(List.of(handle("Pod", "postgres-0"))));
    same("net.reaches", "from", API, "host", text("postgres"), "port", new Value.Int(5432));
    same("net.reaches", "from", API, "host", text("nowhere"), "port", new Value.Int(5432));
    same("prom.scrape", "from", API, "port", new Value.Int(9090), "path", text("/metrics"));
  }

  @Test
  void aPodIsAskedFromItsInside() throws Exception {
    Value.Fields ready =
        (Value.Fields)
            lab.done(
                "http.get", "from", API, "url", new Value.Address("http://localhost:3001/ready"));
    assertEquals(new Value.Int(200), ready.field("status"));
    assertEquals(text("{\"status\":\"ready\"}"), ready.field("body"));
    same("http.get", "from", API, "url", new Value.Address("http://localhost:9/"));
  }

  @Test
  void scalingRestartingAndPatchingDoWhatKubectlDoes() throws Exception {
    lab.done(
        "k8s.patch",
        "config",
        CONFIG,
        "data",
        new Value.Table(Map.of(text("QUEUE_BATCH_SIZE"), text("20"))));
    same("k8s.data", "config", CONFIG);

    lab.done("k8s.rollout_restart", "workload", API);
    Await.until(
        "the rollout is done",
        () -> lab.done("k8s.rollout_done", "workload", API).equals(new Value.Bool(true)));
    assertInstanceOf(Value.Moment.class, lab.done("k8s.restarted_at", "workload", API));

    lab.done("k8s.set_variable", "workload", SET, "name", text("X"), "value", new Value.None());
    assertEquals(new Value.None(), lab.done("k8s.variable", "workload", SET, "name", text("X")));
    lab.done("k8s.set_variable", "workload", API, "name", text("X"), "value", text("1"));
    same("k8s.variable", "workload", API, "name", text("X"));
    lab.done("k8s.set_variable", "workload", API, "name", text("X"), "value", new Value.None());
    assertEquals(new Value.None(), lab.done("k8s.variable", "workload", API, "name", text("X")));

    Value.Int replicas = new Value.Int(0);
    lab.done("k8s.scale", "workload", SET, "replicas", replicas);
    assertEquals("- spec.replicas: 1", lab.diffs.get("c").lines().findFirst().orElse(""));
    same("k8s.replicas", "workload", SET);
    Await.until("the pod is gone", () -> !exists(pod(0)));
    assertTrue(
        new KubernetesLooks(lab.connection(), java.time.InstantSource.system()).stopped(SET));
  }

  private boolean exists(Value.Handle object) throws InterruptedException {
    return lab.done("k8s.exists", "object", object).equals(new Value.Bool(true));
  }

  @Test
  void onlyTheVeryPodThatWasLookedAtIsReplaced() throws Exception {
    Value before = lab.done("k8s.uid", "pod", pod(0));
    Outcome.NotDone other =
        (Outcome.NotDone) lab.call("k8s.replace", "pod", pod(0), "uid", text("another"));
    assertEquals("conflict", other.code());

    lab.done("k8s.replace", "pod", pod(0), "uid", before);
    Await.until(
        "there is another pod",
        () -> {
          Value now = lab.done("k8s.uid", "pod", pod(0));
          return now instanceof Value.Str && !now.equals(before);
        });
  }

  @Test
  void aDeletedSetComesBackFromItsManifest() throws Exception {
    Value manifest = lab.done("k8s.manifest", "object", SET);
    String revision = revision();
    lab.done("k8s.delete", "workload", SET);
    Await.until("the set and its pod are gone", () -> !exists(SET) && !exists(pod(0)));
    lab.done("k8s.apply", "manifest", manifest, "of", SET);
    Await.until(
        "the pod is ready again",
        () -> lab.done("k8s.ready", "object", pod(0)).equals(new Value.Bool(true)));
    assertEquals(revision, revision(), "the same template is the same revision");
  }

  private String revision() {
    return lab.connection()
        .client()
        .pods()
        .inNamespace("godel")
        .withName("postgres-0")
        .get()
        .getMetadata()
        .getLabels()
        .get("controller-revision-hash");
  }

  @Test
  void boundsThatMakeNoSenseAreRefusedAsTheServerSaysIt() throws Exception {
    Value.Range wrong = new Value.Range(new Value.Int(0), new Value.Int(3));
    Outcome.NotDone refused =
        (Outcome.NotDone) lab.call("k8s.set_bounds", "scaler", SCALER, "bounds", wrong);
    assertEquals("invalid", refused.code());
    assertTrue(refused.reason().contains("minReplicas"), refused.reason());
  }
}
