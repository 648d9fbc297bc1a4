package io.godel.runbook.backend.kubernetes;

import static io.godel.runbook.backend.kubernetes.Wire.handle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes over the wire, byte for byte, and what is made of every way in which it can fail. */
final class WireTest {
  private static final String API = "/apis/apps/v1/namespaces/godel/deployments/api";
  private static final String OBJECT =
      "{\"kind\":\"Deployment\",\"metadata\":{\"name\":\"api\",\"namespace\":\"godel\",\"uid\":\"u1\","
          + "\"resourceVersion\":\"7\"},\"spec\":{\"replicas\":3,\"template\":{\"spec\":{\"containers\":"
          + "[{\"name\":\"app\"}]}}}}";

  @TempDir Path folder;

  private static Value.Handle api() {
    return handle("Deployment", "api");
  }

  private List<String> sent(String action, Object... arguments) throws Exception {
    try (Wire wire = new Wire(folder, Access.ACT)) {
      for (String method : List.of("GET", "PATCH", "DELETE")) {
        wire.answer(method, Wire.json(200, OBJECT));
      }
      assertTrue(wire.call(action, arguments) instanceof Outcome.Done, action);
      return wire.asked();
    }
  }

  @Test
  void scalingGoesToTheSubresourceAndIsBoundToTheVersionThatWasRead() throws Exception {
    assertEquals(
        List.of(
            "GET " + API + "/scale",
            "PATCH "
                + API
                + "/scale?fieldManager=runbook application/merge-patch+json"
                + " {\"spec\":{\"replicas\":0},\"metadata\":{\"resourceVersion\":\"7\"}}"),
        sent("k8s.scale", "workload", api(), "replicas", new Value.Int(0)));
  }

  @Test
  void aRestartIsAnAnnotationOfTheTemplate() throws Exception {
    assertEquals(
        List.of(
            "GET " + API,
            "PATCH "
                + API
                + "?fieldManager=runbook application/strategic-merge-patch+json"
                + " {\"spec\":{\"template\":{\"metadata\":{\"annotations\":"
                + "{\"kubectl.kubernetes.io/restartedAt\":\"2026-11-23T03:00:01Z\"}}}},"
                + "\"metadata\":{\"resourceVersion\":\"7\"}}"),
        sent("k8s.rollout_restart", "workload", api()));
  }

  private static final Object[] NO_VARIABLE = {
    "workload", api(), "name", new Value.Str("A"), "value", new Value.None()
  };

  @Test
  void aVariableIsTakenOutByItsNameWhereItIs() throws Exception {
    String object =
        OBJECT.replace(
            "{\"name\":\"app\"}",
            "{\"name\":\"side\",\"env\":[{\"name\":\"B\"}]},"
                + "{\"name\":\"app\",\"env\":[{\"name\":\"A\",\"value\":\"1\"}]}");
    try (Wire wire = new Wire(folder, Access.ACT)) {
      wire.answer("GET", Wire.json(200, object)).answer("PATCH", Wire.json(200, object));
      wire.call("k8s.set_variable", NO_VARIABLE);
      assertTrue(
          wire.asked()
              .get(1)
              .contains(
                  "\"containers\":[{\"name\":\"app\",\"env\":[{\"name\":\"A\","
                      + "\"$patch\":\"delete\"}]}]"),
          wire.asked().toString());
    }
  }

  @Test
  void whereNoContainerHasTheVariableNothingIsWritten() throws Exception {
    assertEquals(List.of("GET " + API), sent("k8s.set_variable", NO_VARIABLE));
  }

  /** To a StatefulSet of Kubernetes 1.20, 33554432 in the place of 32Mi was another revision. */
  @Test
  void anAmountIsWrittenAsItStandsThereOrAsPeopleWriteIt() throws Exception {
    assertTrue(limited("32Mi", 32 << 20).contains("\"memory\":\"32Mi\""));
    assertTrue(limited("33554432", 32 << 20).contains("\"memory\":\"33554432\""));
    assertTrue(limited("33554432", 48 << 20).contains("\"memory\":\"48Mi\""));
    assertTrue(limited("32Mi", 1000).contains("\"memory\":\"1000\""));
    assertTrue(limited("32Mi", 0).contains("\"memory\":\"0\""));
  }

  private String limited(String before, long to) throws Exception {
    String object =
        OBJECT.replace(
            "{\"name\":\"app\"}",
            "{\"name\":\"app\",\"resources\":{\"limits\":{\"memory\":\"" + before + "\"}}}");
    try (Wire wire = new Wire(folder, Access.ACT)) {
      wire.answer("GET", Wire.json(200, object)).answer("PATCH", Wire.json(200, object));
      wire.call(
          "k8s.set_memory_limit",
          "workload",
          api(),
          "container",
          new Value.Str("app"),
          "limit",
          new Value.Size(to));
      return wire.asked().get(1);
    }
  }

  @Test
  void onlyTheObjectThatWasLookedAtIsDeleted() throws Exception {
    assertEquals(
        "DELETE "
            + API
            + " application/json {\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\","
            + "\"propagationPolicy\":\"Background\",\"preconditions\":{\"uid\":\"u1\"}}",
        sent("k8s.delete", "workload", api()).get(1));
  }

  @Test
  void whatWasOnlyToBeTriedOutSaysSoInEachRequest() throws Exception {
    try (Wire wire = new Wire(folder, Access.DRY)) {
      wire.answer("GET", Wire.json(200, OBJECT)).answer("PATCH", Wire.json(200, OBJECT));
      wire.answer("DELETE", Wire.json(200, "{}"));
      wire.call("k8s.rollout_restart", "workload", api());
      wire.call("k8s.delete", "workload", api());
      assertEquals(
          List.of(
              "PATCH "
                  + API
                  + "?fieldManager=runbook&dryRun=All application/strategic-merge-patch+json"
                  + " {\"spec\":{\"template\":{\"metadata\":{\"annotations\":"
                  + "{\"kubectl.kubernetes.io/restartedAt\":\"2026-11-23T03:00:01Z\"}}}},"
                  + "\"metadata\":{\"resourceVersion\":\"7\"}}",
              // Of a deletion with a body no API server reads the query.
              "DELETE "
                  + API
                  + " application/json {\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\","
                  + "\"propagationPolicy\":\"Background\",\"preconditions\":{\"uid\":\"u1\"},"
                  + "\"dryRun\":[\"All\"]}"),
          wire.asked().stream().filter(line -> !line.startsWith("GET")).toList());
    }
  }

  @Test
  void aConnectionForTryingOutSendsNoDeletionThatIsNone() throws Exception {
    try (Wire wire = new Wire(folder, Access.DRY)) {
      wire.answer("DELETE", Wire.json(200, "{}"));
      assertThrows(
          IllegalStateException.class,
          () ->
              wire.connection()
                  .client()
                  .raw("/api/v1/namespaces/godel/pods/api-1?dryRun=All", "DELETE", Map.of()));
      assertEquals(List.of(), wire.asked());
    }
  }

  @Test
  void aConnectionForLookingSendsNoWrite() throws Exception { // guarantee 14, pain 2
    try (Wire wire = new Wire(folder, Access.LOOK)) {
      wire.answer("GET", Wire.json(200, OBJECT)).answer("PATCH", Wire.json(200, OBJECT));
      assertThrows(
          IllegalStateException.class, () -> wire.call("k8s.rollout_restart", "workload", api()));
      assertEquals(List.of("GET " + API), wire.asked());
    }
  }

  @Test
  void aConflictIsReadAnewAndTriedAgainAFewTimes() throws Exception {
    try (Wire wire = new Wire(folder, Access.ACT)) {
      wire.answer("GET", Wire.json(200, OBJECT)).answer("PATCH", Wire.status(409, "Conflict"));
      Outcome.NotDone outcome =
          (Outcome.NotDone) wire.call("k8s.rollout_restart", "workload", api());
      assertEquals("conflict", outcome.code());
      assertEquals(12, wire.asked().size());
    }
  }

  /** A fault, and what it makes of a look and of an act. */
  private record Fault(String name, Wire.Answer answer, String look, String act) {
    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void aServerThatWantsToBeLeftAloneIsAskedAgainWhenItSaid() throws Exception {
    try (Wire wire = new Wire(folder, Access.LOOK)) {
      List<Long> asked = new ArrayList<>();
      wire.answer(
          "GET",
          (exchange, closing) -> {
            asked.add(System.nanoTime());
            if (asked.size() == 1) {
              exchange.getResponseHeaders().set("Retry-After", "1");
              Wire.status(429, "TooManyRequests").to(exchange, closing);
            } else {
              Wire.json(200, "{\"spec\":{\"replicas\":3}}").to(exchange, closing);
            }
          });
      assertEquals(
          new Outcome.Done(new Value.Int(3)), wire.call("k8s.replicas", "workload", api()));
      assertEquals(2, asked.size());
      // Its own first pause would be a tenth of that.
      assertTrue(asked.get(1) - asked.get(0) >= 900_000_000L, "asked again too early");
    }
  }

  static List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    faults.add(new Fault("401", Wire.status(401, "Unauthorized"), "forbidden", "forbidden"));
    faults.add(new Fault("403", Wire.status(403, "Forbidden"), "forbidden", "forbidden"));
    faults.add(new Fault("404", Wire.status(404, "NotFound"), "not_found", "not_found"));
    faults.add(new Fault("409", Wire.status(409, "Conflict"), "conflict", "conflict"));
    faults.add(new Fault("410", Wire.status(410, "Expired"), "expired", "expired"));
    faults.add(new Fault("422", Wire.status(422, "Invalid"), "invalid", "invalid"));
    faults.add(new Fault("429", Wire.status(429, "TooManyRequests"), "unreachable", "unreachable"));
    faults.add(new Fault("500", Wire.status(500, "InternalError"), "unreachable", "unknown"));
    faults.add(
        new Fault("503", Wire.status(503, "ServiceUnavailable"), "unreachable", "unreachable"));
    faults.add(new Fault("504", Wire.status(504, "Timeout"), "unreachable", "unknown"));
    faults.add(new Fault("no answer", Wire.silence(), "unreachable", "unknown"));
    faults.add(new Fault("half an answer", Wire.cut(), "unreachable", "unknown"));
    faults.add(new Fault("no JSON", Wire.json(200, "<html>"), "failed", "unknown"));
    return faults;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachFaultEndsInAClearOutcome(Fault fault) throws Exception { // guarantee 4, pain 13
    try (Wire wire = new Wire(folder, Access.ACT)) {
      wire.answer("GET", fault.answer());
      assertEquals(fault.look(), code(wire.call("k8s.replicas", "workload", api())));
    }
    try (Wire wire = new Wire(folder, Access.ACT)) {
      wire.answer("GET", Wire.json(200, OBJECT)).answer("PATCH", fault.answer());
      String act =
          code(
              wire.call(
                  "k8s.patch",
                  "config",
                  handle("ConfigMap", "c"),
                  "data",
                  new Value.Table(Map.of(new Value.Str("k"), new Value.Str("v")))));
      assertEquals(fault.act(), act);
      System.out.printf("%-16s look: %-12s act: %s%n", fault.name(), fault.look(), act);
    }
  }

  private static String code(Outcome outcome) {
    return outcome instanceof Outcome.NotDone notDone
        ? notDone.code()
        : outcome instanceof Outcome.Unknown ? "unknown" : "done";
  }
}
