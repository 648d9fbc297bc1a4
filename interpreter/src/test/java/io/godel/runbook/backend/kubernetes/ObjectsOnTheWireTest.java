package io.godel.runbook.backend.kubernetes;

import static io.godel.runbook.backend.kubernetes.Wire.handle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of objects as a real API server shows them. */
final class ObjectsOnTheWireTest {
  @TempDir Path folder;

  /** With time enough on a machine that has much to do. */
  private Wire wire(Access access) throws IOException {
    return new Wire(folder, access).within(Duration.ofSeconds(20));
  }

  /** The answer when each GET gives that object. */
  private Outcome looked(String object, String action, Object... arguments) throws Exception {
    try (Wire wire = wire(Access.LOOK)) {
      return wire.answer("GET", Wire.json(200, object)).call(action, arguments);
    }
  }

  private static final String CLAIM =
      """
      {"kind": "PersistentVolumeClaim", "apiVersion": "v1", "metadata": {"name": "data",
       "namespace": "godel", "uid": "u1", "annotations": {"note": "ours",
       "pv.kubernetes.io/bind-completed": "yes", "volume.kubernetes.io/selected-node": "n"}},
       "spec": {"volumeName": "pv-1", "storageClassName": "fast"}, "status": {"phase": "Bound"}}
      """;

  @Test
  void aClaimIsSavedWithoutItsVolumeAndCanBeApplied() throws Exception {
    Value.Handle claim = handle("Claim", "data");
    Outcome.Done saved =
        assertInstanceOf(Outcome.Done.class, looked(CLAIM, "k8s.manifest", "object", claim));
    String yaml = ((Value.Str) ((Value.Fields) saved.result()).field("yaml")).value();
    assertEquals(
        """
        kind: PersistentVolumeClaim
        apiVersion: v1
        metadata:
          name: data
          namespace: godel
          annotations:
            note: ours
        spec:
          storageClassName: fast
        """,
        yaml);
    try (Wire wire = wire(Access.ACT)) {
      wire.answer("GET", Wire.json(200, CLAIM)).answer("PATCH", Wire.json(200, CLAIM));
      Outcome applied = wire.call("k8s.apply", "manifest", saved.result(), "of", claim);
      assertEquals(new Outcome.Done(new Value.Unit()), applied);
      assertTrue(wire.asked().get(1).contains("apply-patch+yaml"), wire.asked().toString());
    }
  }

  @Test
  void anAutoscalerCanBeApplied() throws Exception {
    String scaler =
        "{\"kind\": \"HorizontalPodAutoscaler\", \"apiVersion\": \"autoscaling/v2\","
            + " \"metadata\": {\"name\": \"web\", \"namespace\": \"godel\"}}";
    Map<String, Value> manifest = Map.of("yaml", new Value.Str(scaler));
    try (Wire wire = wire(Access.ACT)) {
      wire.answer("GET", Wire.json(200, scaler)).answer("PATCH", Wire.json(200, scaler));
      assertEquals(
          new Outcome.Done(new Value.Unit()),
          wire.call(
              "k8s.apply",
              "manifest",
              new Value.Fields("k8s.Manifest", manifest),
              "of",
              handle("Autoscaler", "web")));
    }
  }

  @Test
  void aManifestThatContainsItselfIsNone() throws Exception {
    try (Wire wire = wire(Access.ACT)) {
      Map<String, Value> manifest = Map.of("yaml", new Value.Str("a: &a [*a]"));
      Outcome.NotDone refused =
          assertInstanceOf(
              Outcome.NotDone.class,
              wire.call(
                  "k8s.apply",
                  "manifest",
                  new Value.Fields("k8s.Manifest", manifest),
                  "of",
                  handle("Claim", "data")));
      assertEquals("invalid", refused.code());
    }
  }

  private Outcome rolledOut(int replicas, int partition, int updated) throws Exception {
    String set =
        """
        {"kind": "StatefulSet", "metadata": {"generation": 2}, "spec": {"replicas": %d,
         "updateStrategy": {"rollingUpdate": {"partition": %d}}}, "status": {
         "observedGeneration": 2, "replicas": 2, "readyReplicas": 2, "updatedReplicas": %d,
         "currentRevision": "a", "updateRevision": "%s"}}
        """
            .formatted(replicas, partition, updated, partition > 0 ? "b" : "a");
    return looked(set, "k8s.rollout_done", "workload", handle("StatefulSet", "db"));
  }

  private static Outcome truth(boolean value) {
    return new Outcome.Done(new Value.Bool(value));
  }

  @Test
  void aSetIsNotRolledOutWhileAPodOfItEnds() throws Exception {
    assertEquals(truth(true), rolledOut(2, 0, 2));
    assertEquals(truth(false), rolledOut(2, 0, 1));
    assertEquals(truth(false), rolledOut(3, 0, 2));
    assertEquals(truth(true), rolledOut(2, 1, 1));
    assertEquals(truth(false), rolledOut(2, 1, 0));
  }

  @Test
  void aSetWhosePodsAreReplacedByHandIsRolledOutWhenAllAreNew() throws Exception {
    assertEquals(truth(true), replacedByHand(1));
    assertEquals(truth(false), replacedByHand(0));
  }

  /** As Kubernetes 1.20 shows it: the current revision stays the first one for ever. */
  private Outcome replacedByHand(int updated) throws Exception {
    String set =
        """
        {"kind": "StatefulSet", "metadata": {"generation": 2}, "spec": {"replicas": 1,
         "updateStrategy": {"type": "OnDelete"}}, "status": {"observedGeneration": 2,
         "replicas": 1, "readyReplicas": 1, "updatedReplicas": %d,
         "currentRevision": "two-64c5848dd6", "updateRevision": "two-64dccb9c97"}}
        """
            .formatted(updated);
    return looked(set, "k8s.rollout_done", "workload", handle("StatefulSet", "two"));
  }

  /** What Kubernetes 1.20 answers to a version of a group, and to a group, that it has not. */
  private static final List<String> UNSERVED =
      List.of(
          "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"the server could not find the"
              + " requested resource\",\"reason\":\"NotFound\",\"details\":{},\"code\":404}",
          "404 page not found\n");

  @Test
  void aKindThatIsNotServedIsNotGone() throws Exception {
    Map<String, String> reasons =
        Map.of(
            "Autoscaler",
            "the API server does not serve autoscaling/v2: Kubernetes has it since 1.23",
            "VolumeSnapshot",
            "the API server does not serve snapshot.storage.k8s.io/v1: it comes with the snapshot"
                + " controller of CSI, since its version 4",
            "Ingress",
            "the API server does not serve networking.k8s.io/v1: Kubernetes has it since 1.19");
    for (Map.Entry<String, String> each : reasons.entrySet()) {
      for (String answer : UNSERVED) {
        try (Wire wire = wire(Access.LOOK).answer("GET", Wire.json(404, answer))) {
          assertEquals(
              new Outcome.NotDone("not_found", each.getValue(), false),
              wire.call("k8s.exists", "object", handle(each.getKey(), "web")));
        }
      }
    }
    try (Wire wire = wire(Access.LOOK).answer("GET", Wire.status(404, "NotFound"))) {
      assertEquals(truth(false), wire.call("k8s.exists", "object", handle("Autoscaler", "web")));
    }
  }

  @Test
  void nothingIsAppliedWhereTheKindIsNotServed() throws Exception {
    String scaler =
        "{\"kind\": \"HorizontalPodAutoscaler\", \"apiVersion\": \"autoscaling/v2\","
            + " \"metadata\": {\"name\": \"web\", \"namespace\": \"godel\"}}";
    try (Wire wire = wire(Access.ACT).answer("GET", Wire.json(404, UNSERVED.get(0)))) {
      Value.Fields manifest =
          new Value.Fields("k8s.Manifest", Map.of("yaml", new Value.Str(scaler)));
      Outcome.NotDone refused =
          assertInstanceOf(
              Outcome.NotDone.class,
              wire.call("k8s.apply", "manifest", manifest, "of", handle("Autoscaler", "web")));
      assertTrue(refused.reason().contains("since 1.23"), refused.reason());
      assertEquals(1, wire.asked().size());
    }
  }

  @Test
  void whoWeAreIsAskedOfAServerThatCanSayIt() throws Exception {
    try (Wire wire = wire(Access.LOOK).answer("POST", Wire.json(404, UNSERVED.get(0)))) {
      IOException refused =
          assertThrows(IOException.class, () -> new ClusterFacts(wire.connection()).user());
      assertEquals(
          "the API server does not serve SelfSubjectReview, by which it would say who we are:"
              + " Kubernetes has it since 1.28, and no run acts on an older one",
          refused.getMessage());
    }
  }

  @Test
  void ofSeveralContainersTheLogOfTheOneThatIsMeantIsRead() throws Exception {
    String log = "GET /api/v1/namespaces/godel/pods/two-0/log?tailLines=5";
    String refusal =
        "{\"kind\":\"Status\",\"message\":\"a container name must be specified for pod two-0,"
            + " choose one of: [a b]\",\"reason\":\"BadRequest\",\"code\":400}";
    String pods =
        "{\"items\":[{\"metadata\":{\"name\":\"two-0\",\"namespace\":\"godel\",\"annotations\":"
            + "{\"kubectl.kubernetes.io/default-container\":\"b\"}},"
            + "\"spec\":{\"containers\":[{\"name\":\"a\"},{\"name\":\"b\"}]}}]}";
    try (Wire wire = wire(Access.LOOK)) {
      wire.answer(log, Wire.json(400, refusal));
      wire.answer(
          "GET /api/v1/namespaces/godel/pods?fieldSelector=metadata.name%3Dtwo-0",
          Wire.json(200, pods));
      wire.answer(log + "&container=b", Wire.json(200, "from b\n"));
      assertEquals(
          new Outcome.Done(new Value.Items(List.of(new Value.Str("from b")))),
          wire.call(
              "k8s.logs",
              "pods",
              new Value.Items(List.of(handle("Pod", "two-0"))),
              "tail",
              new Value.Int(5),
              "previous",
              new Value.Bool(false)));
    }
  }

  /** A kubelet of Kubernetes 1.20, of a container that crashes and whose last log is removed. */
  @Test
  void whatAKubeletSaysOfALogThatIsLostIsNoLineOfIt() throws Exception {
    String lost = "unable to retrieve container logs for containerd://d8ce4ca09497";
    assertEquals(new Outcome.NotDone("not_found", lost, true), previousLog(lost));
    assertEquals(
        new Outcome.Done(new Value.Items(List.of(new Value.Str("began"), new Value.Str(lost)))),
        previousLog("began\n" + lost + "\n"));
  }

  private Outcome previousLog(String text) throws Exception {
    try (Wire wire = wire(Access.LOOK).answer("GET", Wire.json(200, text))) {
      wire.within(Duration.ofMillis(500));
      return wire.call(
          "k8s.logs",
          "pods",
          new Value.Items(List.of(handle("Pod", "db-0"))),
          "tail",
          new Value.Int(5),
          "previous",
          new Value.Bool(true));
    }
  }

  @Test
  void aPodWhoseFirstContainerCrashesDoesNotMerelyInitialize() throws Exception {
    String pod =
        """
        {"kind": "Pod", "status": {"phase": "Pending", "initContainerStatuses": [
         {"name": "first", "restartCount": 2, "state": {%s}}], "containerStatuses": [
         {"name": "main", "restartCount": 0, "state": {"waiting": {"reason": "PodInitializing"}}}
        ]}}
        """;
    String crashes = pod.formatted("\"waiting\": {\"reason\": \"CrashLoopBackOff\"}");
    String runs = pod.formatted("\"running\": {}");
    Value.Handle handle = handle("Pod", "db-0");
    assertEquals(
        new Outcome.Done(new Value.Str("CrashLoopBackOff")),
        looked(crashes, "k8s.waiting_reason", "pod", handle));
    assertEquals(
        new Outcome.Done(new Value.Str("PodInitializing")),
        looked(runs, "k8s.waiting_reason", "pod", handle));
    assertEquals(
        new Outcome.Done(new Value.Int(2)), looked(crashes, "k8s.restarts", "pod", handle));
  }

  @Test
  void anEmptyVariableIsSetAndOneFromElsewhereIsNot() throws Exception {
    String workload =
        """
        {"kind": "Deployment", "spec": {"template": {"spec": {"containers": [{"name": "a", "env": [
         {"name": "EMPTY"}, {"name": "FULL", "value": "x"},
         {"name": "FROM", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}]}]}}}}
        """;
    for (String name : List.of("EMPTY", "FULL", "FROM", "NONE")) {
      Value expected =
          switch (name) {
            case "EMPTY" -> new Value.Str("");
            case "FULL" -> new Value.Str("x");
            default -> new Value.None();
          };
      assertEquals(
          new Outcome.Done(expected),
          looked(
              workload,
              "k8s.variable",
              "workload",
              handle("Deployment", "a"),
              "name",
              new Value.Str(name)),
          name);
    }
  }

  private static Wire.Answer byPath(Map<String, Wire.Answer> answers) {
    return (exchange, closing) ->
        answers.entrySet().stream()
            .filter(it -> exchange.getRequestURI().getPath().contains(it.getKey()))
            .findFirst()
            .orElseThrow()
            .getValue()
            .to(exchange, closing);
  }

  private static Wire.Answer refused(int status, String message) {
    return Wire.json(status, "{\"kind\": \"Status\", \"message\": \"" + message + "\"}");
  }

  @Test
  void aPodThatIsJustStartingHasNoLogYet() throws Exception {
    Map<String, Wire.Answer> pods =
        Map.of(
            "/pods/young/", refused(400, "container app in pod young is waiting to start: x"),
            "/pods/old/", Wire.json(200, "one\ntwo\n"),
            "/pods/odd/", refused(400, "container nope is not valid for pod odd"));
    try (Wire wire = wire(Access.LOOK)) {
      wire.answer("GET", byPath(pods));
      assertEquals(
          new Outcome.Done(new Value.Items(List.of(new Value.Str("one"), new Value.Str("two")))),
          logs(wire, "young", "old"));
      assertEquals(
          "invalid", assertInstanceOf(Outcome.NotDone.class, logs(wire, "old", "odd")).code());
    }
  }

  private static Outcome logs(Wire wire, String... pods) throws Exception {
    List<Value> handles = Arrays.stream(pods).<Value>map(pod -> handle("Pod", pod)).toList();
    return wire.call(
        "k8s.logs",
        "pods",
        new Value.Items(handles),
        "tail",
        new Value.Int(9),
        "previous",
        new Value.Bool(false));
  }

  @Test
  void onlyPodsAndWorkloadsAreReadyWhetherTheObjectIsThereOrNot() throws Exception {
    try (Wire wire = wire(Access.LOOK)) {
      Outcome refused = wire.call("k8s.ready", "object", handle("ConfigMap", "nobody"));
      assertEquals("invalid", assertInstanceOf(Outcome.NotDone.class, refused).code());
      assertEquals(truth(false), wire.call("k8s.ready", "object", handle("Pod", "nobody")));
    }
  }

  @Test
  void noProgramIsNoShell() throws Exception {
    try (Wire wire = wire(Access.ACT)) {
      Outcome refused =
          wire.call(
              "k8s.exec", "pod", handle("Pod", "db-0"), "command", new Value.Items(List.of()));
      assertEquals("invalid", assertInstanceOf(Outcome.NotDone.class, refused).code());
      assertEquals(List.of(), wire.asked());
    }
  }

  @Test
  void aSnapshotIsDoneWhenItCanBeUsed() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Wire.Answer snapshot =
        (exchange, closing) ->
            Wire.json(
                    200,
                    "{\"status\": {\"readyToUse\": %b}}".formatted(looks.incrementAndGet() > 2))
                .to(exchange, closing);
    try (Wire wire = wire(Access.ACT)) {
      wire.answer("POST", Wire.json(201, "{}"))
          .answer(
              "GET",
              byPath(
                  Map.of("/volumesnapshots/copy", snapshot, "claims/data", Wire.json(200, CLAIM))));
      assertEquals(new Outcome.Done(new Value.Unit()), copy(wire));
      assertEquals(3, looks.get());
      looks.set(-1_000);
      assertInstanceOf(Outcome.Unknown.class, copy(wire.within(Duration.ofSeconds(1))));
    }
  }

  @Test
  void aSnapshotThatIsOnlyTriedIsNotWaitedFor() throws Exception {
    try (Wire wire = wire(Access.DRY)) {
      wire.answer("POST", Wire.json(201, "{}")).answer("GET", Wire.json(200, CLAIM));
      assertEquals(new Outcome.Done(new Value.Unit()), copy(wire));
    }
  }

  private static Outcome copy(Wire wire) throws Exception {
    return wire.call(
        "k8s.snapshot", "claim", handle("Claim", "data"), "into", handle("VolumeSnapshot", "copy"));
  }

  @Test
  void whatIsNoHostAndNoPortIsNotReachedAndNoProgramIsAsked() throws Exception {
    String pods =
        """
        {"items": [{"metadata": {"name": "api-1", "ownerReferences": [{"kind": "StatefulSet",
         "name": "api"}]}, "status": {"phase": "Running"}}]}
        """;
    for (String host : List.of("-z", "", "a b", "$(x)")) {
      assertEquals(truth(false), reached(pods, host, 80), host);
    }
    for (long port : List.of(0L, -1L, 65_536L, 1L << 40)) {
      assertEquals(truth(false), reached(pods, "db", port));
    }
  }

  private Outcome reached(String pods, String host, long port) throws Exception {
    try (Wire wire = wire(Access.LOOK)) {
      wire.answer("GET", Wire.json(200, pods));
      Outcome outcome =
          wire.call(
              "net.reaches",
              "from",
              handle("StatefulSet", "api"),
              "host",
              new Value.Str(host),
              "port",
              new Value.Int(port));
      assertEquals(1, wire.asked().size(), wire.asked().toString());
      return outcome;
    }
  }
}
