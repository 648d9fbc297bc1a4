package io.godel.runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client of every day against a lab. */
final class LabApiTest {
  private static final String GODEL = "godel";

  private final Queue<Lab.Asked> requests = new ConcurrentLinkedQueue<>();
  private Lab lab;
  private KubernetesClient client;

  @BeforeEach
  void open() throws IOException {
    lab = OpenLab.open(50, requests::add);
    client = OpenLab.client(lab, Lab.ADMIN);
  }

  @AfterEach
  void close() {
    client.close();
    lab.close();
  }

  @Test
  void itIsToldOfEachRequestAndWhoMadeIt() {
    client.configMaps().inNamespace(GODEL).withName("a").get();
    try (KubernetesClient intern = OpenLab.client(lab, OpenLab.INTERN)) {
      assertThrows(
          KubernetesClientException.class,
          () -> intern.secrets().inNamespace(GODEL).withName("b").delete());
    }
    assertEquals(
        List.of(
            new Lab.Asked(Optional.of(Lab.ADMIN), "GET", "/api/v1/namespaces/godel/configmaps/a"),
            new Lab.Asked(
                Optional.of(OpenLab.INTERN), "DELETE", "/api/v1/namespaces/godel/secrets/b")),
        List.copyOf(requests));
  }

  private ConfigMap config(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(GODEL)
        .endMetadata()
        .addToData("key", value)
        .build();
  }

  @Test
  void aDeploymentIsScaledAndReady() {
    client.apps().deployments().inNamespace(GODEL).withName("godel-api").scale(4);
    client
        .apps()
        .deployments()
        .inNamespace(GODEL)
        .withName("godel-api")
        .waitUntilCondition(it -> it.getStatus().getReadyReplicas() == 4, 10, TimeUnit.SECONDS);
    assertEquals(
        4,
        client
            .pods()
            .inNamespace(GODEL)
            .withLabel("app.kubernetes.io/name", "godel-api")
            .list()
            .getItems()
            .size());
  }

  @Test
  void whoWatchesIsToldOfEachPodThatComesAndGoes() throws InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (Watch watch =
        client
            .pods()
            .inNamespace(GODEL)
            .withLabel("app.kubernetes.io/name", "postgres")
            .watch(
                new Watcher<Pod>() {
                  @Override
                  public void eventReceived(Action action, Pod pod) {
                    seen.add(action + " " + pod.getMetadata().getName());
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    seen.add("closed");
                  }
                })) {
      assertEquals("ADDED postgres-0", seen.poll(5, TimeUnit.SECONDS));
      client.pods().inNamespace(GODEL).withName("postgres-0").delete();
      assertEquals("MODIFIED postgres-0", seen.poll(5, TimeUnit.SECONDS));
      String last = "MODIFIED postgres-0";
      while (last.startsWith("MODIFIED")) {
        last = seen.poll(5, TimeUnit.SECONDS);
      }
      assertEquals("DELETED postgres-0", last);
      assertEquals("ADDED postgres-0", seen.poll(5, TimeUnit.SECONDS));
      assertNotNull(watch);
    }
  }

  @Test
  void aListComesInPages() {
    PodList first =
        client.pods().inNamespace(GODEL).list(new ListOptionsBuilder().withLimit(3L).build());
    assertEquals(3, first.getItems().size());
    assertEquals(1, first.getMetadata().getRemainingItemCount());
    PodList second =
        client
            .pods()
            .inNamespace(GODEL)
            .list(
                new ListOptionsBuilder()
                    .withLimit(3L)
                    .withContinue(first.getMetadata().getContinue())
                    .build());
    assertEquals("postgres-0", second.getItems().get(0).getMetadata().getName());
    assertEquals(1, second.getItems().size());
  }

  @Test
  void rolesSayWhatTheInternMayDo() {
    try (KubernetesClient intern = OpenLab.client(lab, OpenLab.INTERN)) {
      KubernetesClientException refused =
          assertThrows(
              KubernetesClientException.class, () -> intern.pods().inNamespace(GODEL).list());
      assertEquals(403, refused.getCode());
      client
          .resource(
              new RoleBuilder()
                  .withNewMetadata()
                  .withName("reader")
                  .withNamespace(GODEL)
                  .endMetadata()
                  .addNewRule()
                  .withApiGroups("")
                  .withResources("pods")
                  .withVerbs("list")
                  .endRule()
                  .build())
          .create();
      client
          .resource(
              new RoleBindingBuilder()
                  .withNewMetadata()
                  .withName("reader")
                  .withNamespace(GODEL)
                  .endMetadata()
                  .withNewRoleRef("rbac.authorization.k8s.io", "Role", "reader")
                  .addNewSubject("rbac.authorization.k8s.io", "User", OpenLab.INTERN, null)
                  .build())
          .create();
      assertEquals(4, intern.pods().inNamespace(GODEL).list().getItems().size());
      assertThrows(
          KubernetesClientException.class,
          () -> intern.pods().inNamespace(GODEL).withName("postgres-0").get());
      assertThrows(KubernetesClientException.class, () -> intern.pods().inAnyNamespace().list());
    }
  }

  @Test
  void whatIsAppliedAndLeftOutLaterGoes() {
    ConfigMap both = config("mine", "1").edit().addToData("other", "2").build();
    client.resource(both).fieldManager("me").serverSideApply();
    ConfigMap after = client.resource(config("mine", "1")).fieldManager("me").serverSideApply();
    assertEquals(List.of("key"), List.copyOf(after.getData().keySet()));
    assertEquals("Apply", after.getMetadata().getManagedFields().get(0).getOperation());
  }

  @Test
  void whatOneHasAppliedAnotherDoesNotTake() {
    client.resource(config("mine", "1")).fieldManager("me").serverSideApply();
    KubernetesClientException conflict =
        assertThrows(
            KubernetesClientException.class,
            () -> client.resource(config("mine", "2")).fieldManager("you").serverSideApply());
    assertEquals(409, conflict.getCode());
    assertTrue(conflict.getMessage().contains("conflict with \"me\": .data.key"));
    client.resource(config("mine", "1")).fieldManager("you").serverSideApply();
    client.resource(config("mine", "3")).fieldManager("you").forceConflicts().serverSideApply();
    assertEquals(
        "3", client.configMaps().inNamespace(GODEL).withName("mine").get().getData().get("key"));
  }

  @Test
  void aNamespaceGoesWithWhatIsInIt() {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("other").endMetadata().build())
        .create();
    ConfigMap inside =
        config("mine", "1").edit().editMetadata().withNamespace("other").endMetadata().build();
    client.resource(inside).create();
    client.namespaces().withName("other").delete();
    assertEquals(null, client.configMaps().inNamespace("other").withName("mine").get());
    assertEquals(null, client.namespaces().withName("other").get());
  }

  @Test
  void aFixedConfigMapStaysAsItIs() {
    client.resource(config("mine", "1").edit().withImmutable(true).build()).create();
    KubernetesClientException refused =
        assertThrows(
            KubernetesClientException.class,
            () -> client.resource(config("mine", "2").edit().withImmutable(true).build()).update());
    assertEquals(422, refused.getCode());
  }

  @Test
  void aWrongNameIsRefused() {
    KubernetesClientException refused =
        assertThrows(
            KubernetesClientException.class, () -> client.resource(config("Mine!", "1")).create());
    assertEquals(422, refused.getCode());
    assertEquals("metadata.name", refused.getStatus().getDetails().getCauses().get(0).getField());
  }

  @Test
  void aProgramInAPodEndsWithItsCode() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ExecWatch watch =
        client
            .pods()
            .inNamespace(GODEL)
            .withName("postgres-0")
            .writingOutput(out)
            .exec("echo", "hello")) {
      assertEquals(0, watch.exitCode().get(5, TimeUnit.SECONDS));
    }
    assertEquals("hello\n", out.toString(StandardCharsets.UTF_8));
    try (ExecWatch watch =
        client.pods().inNamespace(GODEL).withName("postgres-0").writingOutput(out).exec("false")) {
      assertEquals(1, watch.exitCode().get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void aProgramNeedsItsPod() {
    KubernetesClientException refused =
        assertThrows(
            KubernetesClientException.class,
            () ->
                client
                    .pods()
                    .inNamespace(GODEL)
                    .withName("postgres-9")
                    .writingOutput(new ByteArrayOutputStream())
                    .exec("echo"));
    assertEquals(404, refused.getCode());
  }

  @Test
  void aLogIsFollowedToTheEndOfItsContainer() throws IOException {
    try (LogWatch log =
            client.pods().inNamespace(GODEL).withName("postgres-0").tailingLines(1).watchLog();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(log.getOutput(), StandardCharsets.UTF_8))) {
      assertEquals("database system is ready to accept connections", lines.readLine());
      client.pods().inNamespace(GODEL).withName("postgres-0").delete();
      assertEquals(null, lines.readLine());
    }
  }

  @Test
  void whatWasWrittenReadsBackThoughTheModelKnowsNothingOfIt() {
    client
        .apps()
        .deployments()
        .inNamespace(GODEL)
        .withName("godel-api")
        .edit(
            it ->
                it.edit()
                    .editMetadata()
                    .addToAnnotations("team", "core")
                    .endMetadata()
                    .editSpec()
                    .editTemplate()
                    .editSpec()
                    .withNodeSelector(java.util.Map.of("disk", "ssd"))
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build());
    var deployment = client.apps().deployments().inNamespace(GODEL).withName("godel-api").get();
    assertEquals("core", deployment.getMetadata().getAnnotations().get("team"));
    assertEquals("ssd", deployment.getSpec().getTemplate().getSpec().getNodeSelector().get("disk"));
    assertEquals(2, deployment.getMetadata().getGeneration());
    assertFalse(deployment.getMetadata().getManagedFields().isEmpty());
  }

  @Test
  void aTemplateThatComesBackFindsItsReplicaSet() {
    var resource = client.apps().deployments().inNamespace(GODEL).withName("godel-api");
    for (String image : List.of("lab.local/godel-api:2", "lab.local/godel-api:1")) {
      resource.edit(
          it ->
              it.edit()
                  .editSpec()
                  .editTemplate()
                  .editSpec()
                  .editFirstContainer()
                  .withImage(image)
                  .endContainer()
                  .endSpec()
                  .endTemplate()
                  .endSpec()
                  .build());
      resource.waitUntilCondition(
          it ->
              it.getStatus().getObservedGeneration().equals(it.getMetadata().getGeneration())
                  && it.getStatus().getUpdatedReplicas() != null
                  && it.getStatus().getUpdatedReplicas() == 3
                  && it.getStatus().getReplicas() == 3,
          20,
          TimeUnit.SECONDS);
    }
    assertEquals(2, client.apps().replicaSets().inNamespace(GODEL).list().getItems().size());
  }
}
