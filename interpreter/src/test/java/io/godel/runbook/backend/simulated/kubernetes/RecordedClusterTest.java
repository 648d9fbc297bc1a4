package io.godel.runbook.backend.simulated.kubernetes;

import static io.godel.runbook.backend.simulated.WorldBench.deployment;
import static io.godel.runbook.backend.simulated.WorldBench.object;
import static io.godel.runbook.backend.simulated.WorldBench.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.simulated.WorldBench;
import io.godel.runbook.recorded.Recorded;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The model goes through the states that a real cluster (Kubernetes 1.33) was seen to go through.
 *
 * <p>Counts and their order are those of the recorded watches; times are bounds alone.
 */
class RecordedClusterTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        pod_quota: 20
        configmaps:
          godel-config: {DATABASE_HOST: postgres}
        deployments:
          godel-api:
            replicas: 3
            configmaps: [godel-config]
            startup: 3s
            crashes_with: {BROKEN: "yes"}
        statefulsets:
          postgres: {claim_template: postgres-storage, startup: 100ms}
        autoscalers:
          godel-api-hpa: {target: godel-api, min: 3, max: 5}
      """;

  private final WorldBench bench = WorldBench.of(WORLD);

  private Watch watch(String workload, String action, Object... arguments) {
    return Watch.of(bench, workload, MINUTE, () -> bench.done(action, arguments));
  }

  private Watch scale(int replicas) {
    return watch(
        "godel-api", "k8s.scale", "workload", deployment("godel-api"), "replicas", replicas);
  }

  @Test
  void restartOfDeployment() {
    Watch watch = watch("godel-api", "k8s.rollout_restart", "workload", deployment("godel-api"));
    assertEquals(Recorded.DEPLOYMENT_RESTARTED, watch.of("status"));
    assertEquals(
        """
        2: 1
        1: 2
        2: 2
        1: 1
        2: 3
        1: 0
        """,
        watch.of("sets"),
        "revision and wanted replicas of each ReplicaSet");
    String one =
        """
        young appears
        young waits: ContainerCreating
        young runs
        young is ready
        old is ending, still ready
        """;
    String another =
        """
        young appears
        young waits: ContainerCreating
        young runs
        old has ended
        old is gone
        young is ready
        old is ending, still ready
        """;
    assertEquals(
        sorted(one + another + another + "old has ended\nold is gone\n"), sorted(watch.of("pods")));
    Duration rolledOut =
        watch.when("status", "generation 2 seen 2: 3 replicas, 3 updated, 3 ready", 1);
    Duration lastGone = watch.when("pods", "old is gone", 3);
    assertTrue(lastGone.compareTo(rolledOut) > 0, "it is rolled out while an old pod still ends");
    for (int i = 1; i <= 3; i++) {
      Duration ready = watch.when("pods", "young is ready", i);
      Duration ending = watch.when("pods", "old is ending, still ready", i);
      assertTrue(ready.compareTo(ending) < 0, "none ends before a new one is ready");
      assertBetween(watch.when("pods", "old is gone", i).minus(ending), 500, 5_000);
      assertBetween(ready.minus(watch.when("pods", "young appears", i)), 3_000, 6_000);
    }
  }

  private static List<String> sorted(String lines) {
    return lines.lines().sorted().toList();
  }

  private static void assertBetween(Duration duration, long leastMillis, long mostMillis) {
    assertTrue(duration.toMillis() >= leastMillis, duration + " is too short");
    assertTrue(duration.toMillis() <= mostMillis, duration + " is too long");
  }

  @Test
  void scaleOfDeploymentToZeroAndBack() {
    Watch down = scale(0);
    assertEquals(Recorded.SCALED_TO_ZERO, down.of("status"));
    assertEquals(
        "old is ending, still ready\n".repeat(3)
            + "old has ended\n".repeat(3)
            + "old is gone\n".repeat(3),
        down.of("pods"));
    Duration none = down.when("status", "generation 2 seen 2: 0 replicas, 0 updated, 0 ready", 1);
    assertTrue(
        none.compareTo(down.when("pods", "old has ended", 1)) < 0,
        "the status counts no pod any more while all of them still run");

    Watch later = Watch.of(bench, "godel-api", MINUTE.multipliedBy(10), () -> {});
    assertEquals("", later.of("status"), "the autoscaler leaves a Deployment at zero alone");

    Watch up = scale(3);
    assertEquals(Recorded.SCALED_BACK, up.of("status"));
    assertEquals("1: 3\n", up.of("sets"), "the ReplicaSet is the same as before");
  }

  @Test
  void restartOfStatefulSet() {
    Watch watch = watch("postgres", "k8s.rollout_restart", "workload", set("postgres"));
    assertEquals(Recorded.SET_RESTARTED, watch.of("status"));
    assertEquals(Recorded.SET_RESTARTED_PODS, watch.of("pods"));
    assertEquals("", watch.of("claims"), "the new pod has the claim of the old one");
    assertTrue(watch.when("pods", "young is ready", 1).toSeconds() < 10);
  }

  @Test
  void claimInUseThenItsSetThenTheSetAgain() {
    Value manifest = bench.done("k8s.manifest", "object", set("postgres"));
    String revision =
        bench.world.cluster().workload("godel", "postgres").orElseThrow().currentRevision;

    Watch claim = Watch.of(bench, "postgres", MINUTE, this::deleteClaim);
    assertEquals("terminating\n", claim.of("claims"));
    assertEquals("", claim.of("pods"), "the pod goes on");
    assertEquals("", claim.of("status"));

    Watch deleted = watch("postgres", "k8s.delete", "workload", set("postgres"));
    assertEquals("gone\n", deleted.of("status"));
    assertEquals(Duration.ZERO, deleted.when("status", "gone", 1));
    assertEquals(Recorded.POD_ENDS, deleted.of("pods"));
    assertEquals("is gone\n", deleted.of("claims"));
    assertTrue(
        deleted.when("pods", "old is gone", 1).compareTo(deleted.when("claims", "is gone", 1)) <= 0,
        "a claim goes after the last pod that uses it");

    Watch again = watch("postgres", "k8s.apply", "manifest", manifest, "of", set("postgres"));
    assertEquals(
        """
        generation 1 seen 0: 0 replicas, 0 updated, 0 ready, 0 current, one revision
        generation 1 seen 1: 0 replicas, 0 updated, 0 ready, 0 current, one revision
        generation 1 seen 1: 1 replicas, 1 updated, 0 ready, 1 current, one revision
        generation 1 seen 1: 1 replicas, 1 updated, 1 ready, 1 current, one revision
        """,
        again.of("status"));
    assertEquals("pending\nbound\n", again.of("claims"));
    assertTrue(
        again.when("claims", "pending", 1).compareTo(again.when("pods", "young appears", 1)) <= 0,
        "the claim is made before the pod");
    Workload set = bench.world.cluster().workload("godel", "postgres").orElseThrow();
    assertEquals(revision, set.currentRevision, "the same template is the same revision");
    assertNotEquals("volume-1", set.pods.get(0).volume.orElseThrow());
  }

  private void deleteClaim() {
    Value.Handle claim = object("Claim", "postgres-storage-postgres-0");
    Value verified =
        new Value.Evidence("backup.Verified", List.of(), bench.world.time().now(), Map.of());
    bench.done("k8s.delete_claim", "claim", claim, "verified", verified);
  }

  @Test
  void rolloutThatCrashLoops() {
    Watch watch =
        watch(
            "godel-api",
            "k8s.set_variable",
            "workload",
            deployment("godel-api"),
            "name",
            "BROKEN",
            "value",
            "yes");
    assertEquals(
        Recorded.CRASHING, watch.of("status"), "it stands still, and the old pods serve on");
    assertEquals(Recorded.CRASHING_PODS, watch.of("pods"));
    assertBetween(pause(watch, 1), 10_000, 20_000);
    assertBetween(pause(watch, 2), 20_000, 40_000);
  }

  private static Duration pause(Watch watch, int restart) {
    return watch
        .when("pods", "young runs with restart " + (restart + 1), 1)
        .minus(watch.when("pods", "young waits: CrashLoopBackOff with restart " + restart, 1));
  }
}
