package io.godel.runbook.backend.simulated.kubernetes;

import static io.godel.runbook.backend.simulated.WorldBench.deployment;
import static io.godel.runbook.backend.simulated.WorldBench.object;
import static io.godel.runbook.backend.simulated.WorldBench.podOf;
import static io.godel.runbook.backend.simulated.WorldBench.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.simulated.WorldBench;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of workloads, claims and snapshots that are deleted, saved and made again. */
class KubernetesStorageTest {
  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        nodes: {node-a: {}, node-b: {}}
        deployments:
          godel-api: {replicas: 3}
        statefulsets:
          postgres: {claim_template: postgres-storage, node: node-b, startup: 5s}
      """;
  private static final Value.Handle API = deployment("godel-api");
  private static final Value.Handle POSTGRES = set("postgres");
  private static final Value.Handle CLAIM = object("Claim", "postgres-storage-postgres-0");

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

  private void setMode() {
    bench.done("k8s.set_variable", "workload", API, "name", "MODE", "value", "fast");
  }

  @Test
  void deletingAWorkloadLeavesItsClaims() {
    bench.done("k8s.delete", "workload", POSTGRES);
    assertEquals(bool(false), read("k8s.exists", "object", POSTGRES));
    assertEquals(bool(true), read("k8s.exists", "object", podOf("postgres", 0)), "it is ending");
    bench.pass(10);
    assertEquals(bool(false), read("k8s.exists", "object", podOf("postgres", 0)));
    assertEquals(bool(true), read("k8s.exists", "object", CLAIM));
  }

  @Test
  void whatWasSavedIsMadeAgainWithItsVolume() {
    setMode();
    Value manifest = read("k8s.manifest", "object", API);
    bench.done("k8s.delete", "workload", API);
    bench.pass(10);
    bench.done("k8s.apply", "manifest", manifest, "of", API);
    assertEquals(number(3), read("k8s.replicas", "workload", API));
    assertEquals(bool(false), read("k8s.ready", "object", API));
    bench.pass(60);
    assertEquals(bool(true), read("k8s.ready", "object", API));
    assertEquals(manifest, withUid(read("k8s.manifest", "object", API), manifest));
    assertEquals("fast", cluster.running("godel", "godel-api").get(0).environment().get("MODE"));
  }

  /** A workload that is made again is another object, and else the same. */
  private static Value withUid(Value manifest, Value other) {
    assertNotEquals(((Value.Fields) other).field("uid"), ((Value.Fields) manifest).field("uid"));
    Map<String, Value> fields = new LinkedHashMap<>(((Value.Fields) manifest).values());
    fields.put("uid", ((Value.Fields) other).field("uid"));
    return new Value.Fields("k8s.Manifest", fields);
  }

  @Test
  void aSetIsNotMadeBeforeItsOldPodIsGone() {
    Value manifest = read("k8s.manifest", "object", POSTGRES);
    String uid = postgres().uid;
    bench.done("k8s.delete", "workload", POSTGRES);
    bench.done("k8s.apply", "manifest", manifest, "of", POSTGRES);
    bench.pass(Duration.ofMillis(500));
    assertEquals(uid, postgres().uid);
    assertEquals(1, cluster.pods().stream().filter(it -> it.name.equals("postgres-0")).count());
    bench.pass(30);
    assertNotEquals(uid, postgres().uid);
    assertEquals("volume-1", postgres().volume().orElseThrow());
  }

  @Test
  void applyingToWhatExistsBringsBackWhatWasSavedAndLeavesTheRest() {
    bench.done("k8s.set_variable", "workload", API, "name", "SIZE", "value", "1");
    Value manifest = read("k8s.manifest", "object", API);
    bench.done("k8s.set_variable", "workload", API, "name", "SIZE", "value", "2");
    setMode();
    bench.done("k8s.scale", "workload", API, "replicas", 5);
    bench.done("k8s.apply", "manifest", manifest, "of", API);
    assertEquals(number(3), read("k8s.replicas", "workload", API));
    assertEquals(new Value.Str("1"), read("k8s.variable", "workload", API, "name", "SIZE"));
    assertEquals(new Value.Str("fast"), read("k8s.variable", "workload", API, "name", "MODE"));
  }

  @Test
  void aManifestIsOfOneObject() {
    Value manifest = read("k8s.manifest", "object", API);
    assertEquals(
        "invalid: the manifest is not one of postgres",
        bench.refused("k8s.apply", "manifest", manifest, "of", POSTGRES));
    assertEquals(
        "invalid: the manifest is not one of godel-api",
        bench.refused("k8s.apply", "manifest", manifest, "of", set("godel-api")));
    for (String yaml : List.of("", "{", "[1]", "metadata: {name: godel-api}\nspec: {}")) {
      Value broken = new Value.Fields("k8s.Manifest", Map.of("yaml", new Value.Str(yaml)));
      assertEquals(
          "invalid: the manifest is not one of godel-api",
          bench.refused("k8s.apply", "manifest", broken, "of", API));
    }
  }

  @Test
  void snapshotsTakeTheirTimeAndAreDeleted() {
    Value.Handle snapshot = object("VolumeSnapshot", "before");
    assertTrue(
        bench.reply("k8s.snapshot", "claim", CLAIM, "into", snapshot).after().toSeconds() >= 10);
    bench.done("k8s.snapshot", "claim", CLAIM, "into", snapshot);
    assertEquals(bool(true), read("k8s.exists", "object", snapshot));
    bench.done("k8s.delete_snapshot", "snapshot", snapshot);
    assertEquals(bool(false), read("k8s.exists", "object", snapshot));
    assertEquals(
        "not_found: volumesnapshots.snapshot.storage.k8s.io \"before\" not found",
        bench.refused("k8s.delete_snapshot", "snapshot", snapshot));
    assertEquals(
        "not_found: persistentvolumeclaims \"nope\" not found",
        bench.refused("k8s.snapshot", "claim", object("Claim", "nope"), "into", snapshot));
  }

  private Value.Evidence evidence() {
    return new Value.Evidence("backup.Verified", List.of(), bench.world.time().now(), Map.of());
  }

  @Test
  void aClaimThatNoPodUsesGoesAtOnceAndItsDataWithIt() {
    bench.done("k8s.scale", "workload", POSTGRES, "replicas", 0);
    bench.pass(10);
    bench.done("k8s.delete_claim", "claim", CLAIM, "verified", evidence());
    assertEquals(bool(false), read("k8s.exists", "object", CLAIM));
    assertEquals(
        "not_found: persistentvolumeclaims \"postgres-storage-postgres-0\" not found",
        bench.refused("k8s.delete_claim", "claim", CLAIM, "verified", evidence()));
    bench.done("k8s.scale", "workload", POSTGRES, "replicas", 1);
    bench.pass(30);
    assertEquals("volume-2", postgres().volume().orElseThrow());
  }

  @Test
  void aClaimInUseIsTerminatingUntilItsPodIsGoneAndThenMadeAnew() {
    bench.done("k8s.delete_claim", "claim", CLAIM, "verified", evidence());
    bench.pass(Duration.ofHours(1));
    assertEquals(bool(true), read("k8s.exists", "object", CLAIM));
    assertEquals(bool(true), read("k8s.ready", "object", POSTGRES));
    bench.done("k8s.replace", "pod", podOf("postgres", 0), "uid", postgres().uid);
    bench.pass(30);
    assertEquals("volume-2", postgres().volume().orElseThrow());
  }

  private String exec() {
    Value command = new Value.Items(List.of(new Value.Str("pg_ctl"), new Value.Str("promote")));
    return bench.refused("k8s.exec", "pod", podOf("postgres", 0), "command", command);
  }

  @Test
  void programsAreNotRunAndPodsThatDoNotRunSaySo() {
    assertEquals(
        "not_modelled: the simulation runs no commands in pods; use an action that says what is"
            + " meant",
        exec());
    cluster.crashLoop("godel", "postgres");
    assertEquals("not_running for now: container not found (\"postgres\")", exec());
    cluster.loseNode("node-b");
    assertEquals(
        "unreachable for now: error dialing backend: the node of pod postgres-0 is lost", exec());
    bench.done("k8s.scale", "workload", POSTGRES, "replicas", 0);
    assertEquals(
        "not_found: pods \"postgres-1\" not found",
        bench.refused(
            "k8s.exec",
            "pod",
            podOf("postgres", 1),
            "command",
            new Value.Items(List.of(new Value.Str("true")))));
  }
}
