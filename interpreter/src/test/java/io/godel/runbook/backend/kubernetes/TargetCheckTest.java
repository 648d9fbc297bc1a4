package io.godel.runbook.backend.kubernetes;

import static io.godel.runbook.backend.kubernetes.Wire.handle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No acting call writes before the cluster has said that it is the one the run is bound to. */
final class TargetCheckTest { // guarantee 8, pain 17
  private static final String CHECK = "GET /api/v1/namespaces/kube-system";
  private static final String OBJECT =
      "{\"kind\":\"Deployment\",\"metadata\":{\"name\":\"api\",\"namespace\":\"godel\",\"uid\":\"u1\","
          + "\"resourceVersion\":\"7\"},\"spec\":{\"replicas\":3,\"template\":{\"spec\":{\"containers\":"
          + "[{\"name\":\"app\"}]}}}}";

  private static final String POD =
      "GET /api/v1/namespaces/godel/pods?fieldSelector=metadata.name%3Dapi-1";
  private static final String PODS =
      "{\"items\":[{\"metadata\":{\"name\":\"api-1\",\"namespace\":\"godel\"},"
          + "\"spec\":{\"containers\":[{\"name\":\"app\"}]}}]}";

  /** All that the acting actions take. */
  private static final Map<String, Value> ARGUMENTS =
      Map.ofEntries(
          Map.entry("workload", handle("Deployment", "api")),
          Map.entry("pod", handle("Pod", "api-1")),
          Map.entry("config", handle("ConfigMap", "settings")),
          Map.entry("ingress", handle("Ingress", "front")),
          Map.entry("scaler", handle("Autoscaler", "api")),
          Map.entry("claim", handle("Claim", "data")),
          Map.entry("snapshot", handle("VolumeSnapshot", "copy")),
          Map.entry("into", handle("VolumeSnapshot", "copy")),
          Map.entry("of", handle("Deployment", "api")),
          Map.entry("replicas", new Value.Int(0)),
          Map.entry("uid", new Value.Str("u1")),
          Map.entry("name", new Value.Str("A")),
          Map.entry("value", new Value.Str("1")),
          Map.entry("container", new Value.Str("app")),
          Map.entry("limit", new Value.Size(1 << 20)),
          Map.entry("to", new Value.Size(1 << 30)),
          Map.entry("bounds", new Value.Range(new Value.Int(1), new Value.Int(2))),
          Map.entry("data", new Value.Table(Map.of(new Value.Str("K"), new Value.Str("v")))),
          Map.entry("command", new Value.Items(List.of(new Value.Str("true")))),
          Map.entry(
              "manifest",
              new Value.Fields(
                  "k8s.Manifest",
                  Map.of(
                      "yaml",
                      new Value.Str(
                          "{kind: Deployment, apiVersion: apps/v1,"
                              + " metadata: {name: api, namespace: godel}}")))));

  @TempDir static Path folder;

  private static Wire wire(String identity) throws Exception {
    Wire wire = new Wire(folder, Access.ACT, Optional.of("the-bound-one"));
    for (String method : List.of("GET", "PATCH", "POST", "PUT", "DELETE")) {
      wire.answer(method, Wire.json(200, OBJECT));
    }
    wire.answer(POD, Wire.json(200, PODS));
    return wire.answer(CHECK, Wire.json(200, "{\"metadata\":{\"uid\":\"" + identity + "\"}}"));
  }

  private static Outcome call(Wire wire, String action) throws Exception {
    return wire.call(
        action,
        ARGUMENTS.entrySet().stream()
            .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
            .toArray());
  }

  private static List<String> written(Wire wire) {
    return wire.asked().stream()
        .filter(line -> !line.startsWith("GET ") || line.contains("/exec"))
        .toList();
  }

  private static void refuses(Wire wire, String action, String code) throws Exception {
    Outcome.NotDone refused = assertInstanceOf(Outcome.NotDone.class, call(wire, action));
    assertEquals(code, refused.code());
    assertEquals(List.of(), written(wire));
  }

  private static Stream<String> acting() throws Exception {
    try (Wire wire = wire("the-bound-one")) {
      return List.copyOf(wire.acting()).stream();
    }
  }

  @ParameterizedTest
  @MethodSource("acting")
  void whereTheClusterIsTheRightOneItIsWrittenTo(String action) throws Exception {
    try (Wire wire = wire("the-bound-one")) {
      call(wire, action);
      assertTrue(wire.asked().contains(CHECK), wire.asked().toString());
      assertFalse(written(wire).isEmpty(), wire.asked().toString());
    }
  }

  @ParameterizedTest
  @MethodSource("acting")
  void anotherClusterIsNotWrittenTo(String action) throws Exception {
    try (Wire wire = wire("another")) {
      refuses(wire, action, "wrong_target");
    }
  }

  @ParameterizedTest
  @MethodSource("acting")
  void aClusterThatDoesNotSayWhichOneItIsIsNotWrittenTo(String action) throws Exception {
    try (Wire wire = wire("the-bound-one")) {
      wire.answer(CHECK, Wire.status(403, "Forbidden"));
      refuses(wire, action, "forbidden");
    }
  }

  @ParameterizedTest
  @MethodSource("acting")
  void whatTheReadSaysCountsOnlyInTheRightCluster(String action) throws Exception {
    try (Wire wire = wire("another")) {
      wire.answer("GET", Wire.status(404, "NotFound"));
      refuses(wire, action, "wrong_target");
    }
  }

  @Test
  void theReadGoesOutBesideTheCheckAndTheWriteBehindBoth() throws Exception {
    try (Wire wire = wire("the-bound-one").within(Duration.ofSeconds(20))) {
      CountDownLatch read = new CountDownLatch(1);
      wire.answer(
          "GET",
          (exchange, closing) -> {
            Wire.json(200, OBJECT).to(exchange, closing);
            read.countDown();
          });
      Wire.Answer identity = Wire.json(200, "{\"metadata\":{\"uid\":\"the-bound-one\"}}");
      wire.answer(
          CHECK,
          (exchange, closing) -> {
            try {
              assertTrue(read.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException stopped) {
              throw new AssertionError(stopped);
            }
            assertEquals(List.of(), written(wire));
            identity.to(exchange, closing);
          });
      assertInstanceOf(Outcome.Done.class, call(wire, "k8s.scale"));
      assertEquals(1, written(wire).size());
    }
  }

  @Test
  void aCheckIsAskedOnceForACallThatMeetsConflicts() throws Exception {
    try (Wire wire = wire("the-bound-one")) {
      wire.answer("PATCH", Wire.status(409, "Conflict"));
      call(wire, "k8s.scale");
      assertEquals(1, wire.asked().stream().filter(CHECK::equals).count());
      assertEquals(6, written(wire).size());
    }
  }
}
