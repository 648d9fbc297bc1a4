package io.godel.runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.godel.runbook.recorded.Recorded;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who watches the lab over HTTPS is told the same, in the same order, as who watched a real cluster
 * (Kubernetes 1.33). What happens beside each other there, as the end of an old pod and the start
 * of a young one, is in no order here either.
 */
final class RecordedWatchesTest {
  private static final String GODEL = "godel";

  /** With it each container ends right after its start. */
  private static final String BROKEN =
      """
      {"spec": {"template": {"spec": {"containers": [
        {"name": "godel-api", "env": [{"name": "BROKEN", "value": "yes"}]}]}}}}
      """;

  private Lab lab;
  private KubernetesClient client;

  @BeforeEach
  void open() throws IOException {
    lab = OpenLab.open(20);
    client = OpenLab.client(lab, Lab.ADMIN);
  }

  @AfterEach
  void close() {
    client.close();
    lab.close();
  }

  private static List<String> sorted(String lines) {
    return lines.lines().sorted().toList();
  }

  @Test
  void aDeploymentIsRestarted() {
    try (WatchedChanges changes = new WatchedChanges(client, GODEL, "godel-api")) {
      client.apps().deployments().inNamespace(GODEL).withName("godel-api").rolling().restart();
      changes.await("old is gone", 3);
      changes.await("generation 2 seen 2: 3 replicas, 3 updated, 3 ready", 1);
      assertEquals(Recorded.DEPLOYMENT_RESTARTED, changes.ofWorkload());
      String young =
          """
          young appears
          young waits: ContainerCreating
          young runs
          young is ready
          """;
      String old = Recorded.POD_ENDS;
      assertEquals(sorted((young + old).repeat(3)), sorted(changes.ofPods()));
      String order =
          changes
              .ofPods()
              .lines()
              .filter(it -> it.equals("young is ready") || it.startsWith("old is ending"))
              .reduce("", (before, it) -> before + it + "\n");
      assertEquals(
          "young is ready\nold is ending, still ready\n".repeat(3),
          order,
          "none ends before a young one is ready");
    }
  }

  @Test
  void aDeploymentIsScaledToZeroAndBack() {
    try (WatchedChanges changes = new WatchedChanges(client, GODEL, "godel-api")) {
      client.apps().deployments().inNamespace(GODEL).withName("godel-api").scale(0);
      changes.await("old is gone", 3);
      changes.await("generation 2 seen 2: 0 replicas, 0 updated, 0 ready", 1);
      assertEquals(Recorded.SCALED_TO_ZERO, changes.ofWorkload());
      assertEquals(sorted(Recorded.POD_ENDS.repeat(3)), sorted(changes.ofPods()));
    }
    try (WatchedChanges changes = new WatchedChanges(client, GODEL, "godel-api")) {
      client.apps().deployments().inNamespace(GODEL).withName("godel-api").scale(3);
      changes.await("generation 3 seen 3: 3 replicas, 3 updated, 3 ready", 1);
      assertEquals(Recorded.SCALED_BACK, changes.ofWorkload());
    }
  }

  @Test
  void aStatefulSetIsRestarted() {
    try (WatchedChanges changes = new WatchedChanges(client, GODEL, "postgres")) {
      client.apps().statefulSets().inNamespace(GODEL).withName("postgres").rolling().restart();
      changes.await(
          "generation 2 seen 2: 1 replicas, 1 updated, 1 ready, 1 current, one revision", 1);
      changes.await("young is ready", 1);
      assertEquals(Recorded.SET_RESTARTED, changes.ofWorkload());
      assertEquals(Recorded.SET_RESTARTED_PODS, changes.ofPods());
    }
  }

  @Test
  void aRolloutCrashLoops() {
    try (WatchedChanges changes = new WatchedChanges(client, GODEL, "godel-api")) {
      client
          .apps()
          .deployments()
          .inNamespace(GODEL)
          .withName("godel-api")
          .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), BROKEN);
      changes.await("young waits: CrashLoopBackOff with restart 3", 1);
      changes.await("generation 2 seen 2: 4 replicas, 1 updated, 3 ready", 1);
      assertEquals(Recorded.CRASHING, changes.ofWorkload());
      assertEquals(Recorded.CRASHING_PODS, changes.ofPods());
    }
  }

  @Test
  void aStatefulSetIsDeletedAtOnceItsPodInGoodOrderAndItsClaimLast() {
    Resource<PersistentVolumeClaim> claim =
        client.persistentVolumeClaims().inNamespace(GODEL).withName("postgres-storage-postgres-0");
    try (WatchedChanges changes = new WatchedChanges(client, GODEL, "postgres")) {
      claim.delete();
      assertNotNull(claim.get().getMetadata().getDeletionTimestamp(), "the pod still uses it");
      client.apps().statefulSets().inNamespace(GODEL).withName("postgres").delete();
      changes.await("old is gone", 1);
      changes.await("gone", 1);
      assertEquals("gone\n", changes.ofWorkload());
      assertEquals(Recorded.POD_ENDS, changes.ofPods());
      assertNull(claim.waitUntilCondition(Objects::isNull, 10, TimeUnit.SECONDS));
    }
  }
}
