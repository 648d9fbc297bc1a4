package io.godel.runbook.backend.simulated.application;

import static io.godel.runbook.backend.simulated.ModelledWorld.handle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.simulated.ModelledWorld;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds agents back, and what becomes of the events that pods hold. */
class AgentsAndEventsTest {
  private static final Value.Handle API = handle("k8s.Deployment", "api");
  private static final Value.Handle INGRESS = handle("k8s.Ingress", "door");
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";

  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        deployments:
          api: {replicas: 3}
        statefulsets:
          redis: {crash_loop: true}
          postgres: {}
        ingresses:
          door: {annotations: {}}
      postgres:
        primary: {host: postgres, pod: postgres-0}
      redis:
        redis: {}
      application:
        workload: api
        public_host: api.test
        queued_events: 31
        teams:
          - {name: own, active: 4, pending: 12, rate: 6}
          - {name: strange, active: 1, pending: 0, rate: 60, source: 203.0.113.7}
      """;

  private final ModelledWorld world = ModelledWorld.of(WORLD);

  private long total(String metric) {
    return total(world, metric);
  }

  private static long total(ModelledWorld world, String metric) {
    Value.Items samples =
        (Value.Items)
            world.done(
                "prom.scrape_all",
                "from",
                API,
                "port",
                new Value.Int(9090),
                "path",
                new Value.Str("/metrics"));
    return samples.values().stream()
        .map(sample -> (Value.Fields) sample)
        .filter(sample -> sample.field("name").equals(new Value.Str(metric)))
        .mapToLong(sample -> ((Value.Decimal) sample.field("value")).value().longValue())
        .sum();
  }

  private void annotate(String name, String value) {
    annotate(world, name, value);
  }

  private static void annotate(ModelledWorld world, String name, String value) {
    world.done(
        "k8s.annotate",
        "ingress",
        INGRESS,
        "name",
        new Value.Str(PREFIX + name),
        "value",
        new Value.Str(value));
  }

  private Value.Fields send(String action, String path, String body) {
    return (Value.Fields)
        world.done(
            action,
            "url",
            new Value.Address("http://api.test" + path),
            "body",
            new Value.Str(body));
  }

  @Test
  void anAddressIsLimitedByWhatTheControllerObeys() {
    assertEquals(66, total("dash_agents_spawned_rate"));
    annotate("rate-limit", "10");
    assertEquals(66, total("dash_agents_spawned_rate"));
    annotate("limit-rpm", "10");
    assertEquals(16, total("dash_agents_spawned_rate"));
    annotate("denylist-source-range", "198.51.100.1/32,203.0.113.7/32");
    assertEquals(6, total("dash_agents_spawned_rate"));
  }

  @Test
  void whatIsChangedHoldsFromThenOnHoweverOftenSomebodyLooks() {
    ModelledWorld other = ModelledWorld.of(WORLD);
    for (ModelledWorld each : List.of(world, other)) {
      for (int second = 0; second < 60; second++) {
        each.pass(Duration.ofSeconds(1));
        if (each == world) {
          total("dash_agents_pending");
        }
      }
      annotate(each, "limit-rpm", "10");
      each.pass(Duration.ofMinutes(1));
    }
    assertEquals(total(world, "dash_agents_pending"), total(other, "dash_agents_pending"));
    assertEquals(total(world, "dash_active_agents"), total(other, "dash_active_agents"));
    assertTrue(total(world, "dash_active_agents") > 20);
  }

  @Test
  void credentialsAreAskedForByPodsThatStartedWithTheSetting() {
    world.done(
        "k8s.set_variable",
        "workload",
        API,
        "name",
        new Value.Str("REQUIRE_AUTH"),
        "value",
        new Value.Str("true"));
    assertEquals(66, total("dash_agents_spawned_rate"));
    world.pass(Duration.ofMinutes(3));
    assertEquals(6, total("dash_agents_spawned_rate"));
    Value.Fields answer =
        (Value.Fields)
            world.done("http.fetch", "url", new Value.Address("http://api.test/api/teams"));
    assertEquals(new Value.Int(401), answer.field("status"));
  }

  @Test
  void agentsThatWaitGoByTheirNames() {
    Value.Items gone =
        new Value.Items(
            List.of(
                new Value.Address("http://api.test/api/agents/own-1"),
                new Value.Address("http://api.test/api/agents/own-2"),
                new Value.Address("http://api.test/api/agents/nobody-1")));
    long before = total("dash_agents_pending");
    assertEquals(new Value.Int(2), world.done("http.delete", "urls", gone));
    assertEquals(before - 2, total("dash_agents_pending"));
    assertEquals(new Value.Int(0), world.done("http.delete", "urls", gone));
  }

  @Test
  void aTeamHasNoMoreAgentsThanItMay() {
    assertEquals(new Value.Int(400), send("http.patch", "/api/teams/own", "{}").field("status"));
    Value.Fields answer = send("http.patch", "/api/teams/own", "{\"config\":{\"maxAgents\":10}}");
    assertEquals(new Value.Int(200), answer.field("status"));
    annotate("denylist-source-range", "203.0.113.7/32");
    world.pass(Duration.ofHours(1));
    assertTrue(total("dash_active_agents") <= 10);
  }

  @Test
  void eventsGoWithThePodThatHoldsThem() {
    assertEquals(31, total("queued_events"));
    world.done("k8s.rollout_restart", "workload", API);
    world.pass(Duration.ofMinutes(3));
    assertEquals(0, total("queued_events"));
    assertEquals(31, total("dropped_events"));
  }

  @Test
  void eventsAreReplayedWhenRedisTakesThem() {
    Value.Int none = new Value.Int(503);
    assertEquals(none, send("http.post", "/admin/recovery/redis", "").field("status"));
    assertEquals(none, send("http.post", "/admin/cache/warm", "").field("status"));
    Value.Handle pod =
        new Value.Handle(
            "k8s.Pod", Map.of("name", new Value.Str("redis-0"), "in", new Value.Str("godel")));
    Value.Str uid = (Value.Str) world.done("k8s.uid", "pod", pod);
    world.done("k8s.replace", "pod", pod, "uid", uid);
    world.pass(Duration.ofMinutes(1));
    Value.Fields answer = send("http.post", "/admin/recovery/redis", "");
    assertEquals(new Value.Int(202), answer.field("status"));
    assertEquals(0, total("queued_events"));
    assertEquals(31, total("replayed_events"));
  }
}
