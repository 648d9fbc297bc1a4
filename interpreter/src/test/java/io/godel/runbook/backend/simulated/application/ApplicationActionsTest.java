package io.godel.runbook.backend.simulated.application;

import static io.godel.runbook.backend.simulated.WorldBench.deployment;
import static io.godel.runbook.backend.simulated.WorldBench.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.simulated.NativeActions;
import io.godel.runbook.backend.simulated.WorldBench;
import io.godel.runbook.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the actions of net, http, prom and notify find, as the platform is. */
class ApplicationActionsTest {
  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        configmaps:
          godel-config: {DATABASE_HOST: postgres, DATABASE_POOL_SIZE: "2", REDIS_HOST: redis}
        deployments:
          godel-api: {replicas: 3, configmaps: [godel-config], startup: 3s}
          postgres-exporter: {}
          other: {}
        statefulsets:
          postgres: {claim_template: postgres-storage}
          postgres-replica: {}
          redis: {}
      postgres:
        postgres:
          sessions:
            - {application: godel-api, count: 5, state: active}
            - {application: godel-api, count: 9, state: idle}
            - {application: reports, count: 3, state: active}
        postgres-replica: {follows: postgres}
      redis:
        redis: {}
      application:
        workload: godel-api
        public_host: api.godel.local
        exporter: postgres-exporter
        queued_events: 7
        teams: [{name: alpha, active: 10, pending: 5, rate: 60}]
      """;
  private static final Value.Handle API = deployment("godel-api");
  private static final String LOCAL = "http://localhost:3001";
  private static final String PUBLIC = "https://api.godel.local";

  private WorldBench bench = WorldBench.of(WORLD);

  private static Value url(String url) {
    return new Value.Address(url);
  }

  private long status(String path) {
    return status(bench.done("http.get", "from", API, "url", url(LOCAL + path)));
  }

  private static long status(Value response) {
    return ((Value.Int) ((Value.Fields) response).field("status")).value();
  }

  private String body(String path) {
    Value response = bench.done("http.fetch", "url", url(PUBLIC + path));
    return ((Value.Str) ((Value.Fields) response).field("body")).value();
  }

  private long send(String verb, String path, String body) {
    return status(bench.done("http." + verb, "url", url(PUBLIC + path), "body", body));
  }

  private boolean reaches(String host, int port) {
    Value reached = bench.done("net.reaches", "from", API, "host", host, "port", port);
    return ((Value.Bool) reached).value();
  }

  private Optional<BigDecimal> metric(Value.Handle from, int port, String name) {
    Value samples = bench.done("prom.scrape", "from", from, "port", port, "path", "/metrics");
    return ((Value.Items) samples)
        .values().stream()
            .map(sample -> (Value.Fields) sample)
            .filter(sample -> ((Value.Str) sample.field("name")).value().equals(name))
            .map(sample -> ((Value.Decimal) sample.field("value")).value())
            .findFirst();
  }

  /** Of all pods of the API together. */
  private Optional<BigDecimal> total(String name) {
    Value samples = bench.done("prom.scrape_all", "from", API, "port", 9090, "path", "/metrics");
    return ((Value.Items) samples)
        .values().stream()
            .map(sample -> (Value.Fields) sample)
            .filter(sample -> ((Value.Str) sample.field("name")).value().equals(name))
            .map(sample -> ((Value.Decimal) sample.field("value")).value())
            .reduce(BigDecimal::add);
  }

  private void repoint(String host) {
    Value.Table data = new Value.Table(Map.of(new Value.Str("DATABASE_HOST"), new Value.Str(host)));
    bench.done("k8s.patch", "config", object("ConfigMap", "godel-config"), "data", data);
  }

  private void restart() {
    bench.done("k8s.rollout_restart", "workload", API);
    bench.pass(60);
  }

  private void failOver() {
    bench.world.postgres().stopServer("postgres");
    bench.done("k8s.scale", "workload", WorldBench.set("postgres"), "replicas", 0);
    bench.pass(10);
    Map<String, Value> name = Map.of("name", new Value.Str("postgres-replica"));
    Value old = new Value.Handle("pg.Server", Map.of("name", new Value.Str("postgres")));
    Value fenced =
        new Value.Evidence("pg.Fenced", List.of(old), bench.world.time().now(), Map.of());
    bench.done("pg.promote", "candidate", new Value.Handle("pg.Server", name), "fenced", fenced);
    bench.pass(10);
  }

  @Test
  void everyActionOfTheLibraryIsModelled() {
    TreeSet<String> declared = new TreeSet<>();
    for (String module : List.of("net", "http", "prom", "notify")) {
      declared.addAll(NativeActions.of(module));
    }
    List<String> modelled = new ArrayList<>(bench.world.actions().keySet());
    modelled.removeIf(name -> !name.matches("(net|http|prom|notify)\\..*"));
    assertEquals(declared, new TreeSet<>(modelled));
  }

  @Test
  void anApiOnAHealthyPlatformIsReady() {
    assertEquals(200, status("/ready"));
    assertEquals(200, status("/health"));
    assertEquals(404, status("/nothing"));
  }

  @Test
  void readinessFollowsTheDatabaseThatThePodStartedWith() {
    bench.world.postgres().stopServer("postgres");
    assertEquals(503, status("/ready"));
    assertEquals(200, status("/health"), "it lives");
    failOver();
    repoint("postgres-replica");
    bench.pass(120);
    assertEquals(503, status("/ready"), "settings are read at the start alone");
    restart();
    assertEquals(200, status("/ready"));
    repoint("nowhere");
    restart();
    assertEquals(200, status("/ready"), "a rollout that is never ready leaves the old pods");
  }

  @Test
  void aReplicaThatTakesNoWritesIsNotEnough() {
    repoint("postgres-replica");
    bench.done("k8s.scale", "workload", API, "replicas", 0);
    bench.pass(10);
    bench.done("k8s.scale", "workload", API, "replicas", 1);
    bench.pass(30);
    assertEquals(503, status("/ready"));
  }

  @Test
  void aPoolInUseHasNoRoom() {
    assertEquals(200, status("/ready"), "5 of 3 times 2 are in use");
    bench = WorldBench.of(WORLD.replace("count: 5", "count: 6"));
    assertEquals(503, status("/ready"), "6 of 3 times 2 are in use");
    bench = WorldBench.of(WORLD.replace("sessions:", "max_connections: 20\n    sessions:"));
    assertEquals(503, status("/ready"), "17 sessions leave no slot but the reserved ones");
  }

  /** The secret's URL is read before the settings, so that only the effect tells. */
  @Test
  void aUrlInTheSecretWinsOverTheSettings() {
    bench =
        WorldBench.of(
            WORLD.replace(
                "workload: godel-api", "workload: godel-api\n  database_url_host: postgres"));
    failOver();
    repoint("postgres-replica");
    restart();
    assertEquals(503, status("/ready"), "repointing by ConfigMap changes nothing");

    String url = "postgres://godel_user@postgres-replica:5432/godel";
    bench.done("k8s.set_variable", "workload", API, "name", "DATABASE_URL", "value", url);
    bench.pass(60);
    assertEquals(200, status("/ready"), "a variable on the container itself wins");
  }

  @Test
  void theKubeletSeesWhatTheEndpointSays() {
    bench.world.postgres().stopServer("postgres");
    bench.pass(6);
    assertEquals(new Value.Bool(true), bench.done("k8s.ready", "object", API), "one failed probe");
    bench.pass(15);
    assertEquals(new Value.Bool(false), bench.done("k8s.ready", "object", API));
    Value pods =
        bench.done("k8s.pods", "selector", "app.kubernetes.io/name=godel-api", "in", "godel");
    Value logs = bench.done("k8s.logs", "pods", pods, "tail", 1, "previous", false);
    assertEquals(
        new Value.Str(
            "ERROR database connection error: connection to server at \"postgres\" failed:"
                + " Connection refused"),
        ((Value.Items) logs).values().get(0));
  }

  @Test
  void requestsFromOutsideReachPodsThatAreReady() {
    assertEquals(200, status(bench.done("http.fetch", "url", url(PUBLIC + "/ready"))));
    bench.world.postgres().stopServer("postgres");
    bench.pass(30);
    assertEquals(503, status(bench.done("http.fetch", "url", url(PUBLIC + "/health"))));
    assertEquals(503, send("post", "/admin/cache/warm", ""));
    assertEquals(200, status("/health"), "while from inside the pod answers");
  }

  @Test
  void podsThatAreEndingGetNoRequests() {
    bench.done("k8s.scale", "workload", API, "replicas", 0);
    bench.pass(Duration.ofMillis(500));
    assertEquals(503, status(bench.done("http.fetch", "url", url(PUBLIC + "/health"))));
  }

  @ParameterizedTest
  @CsvSource({
    "postgres, 5432, true",
    "postgres-replica, 5432, true",
    "postgres, 5433, false",
    "nowhere, 5432, false",
    "redis, 6379, true",
    "postgres, 6379, false",
    "godel-api, 3001, true",
    "godel-api, 3002, false"
  })
  void connectionsAreMadeToWhatListens(String host, int port, boolean reached) {
    assertEquals(reached, reaches(host, port));
  }

  @Test
  void aServerThatIsDownIsNotReached() {
    bench.world.postgres().stopServer("postgres");
    assertFalse(reaches("postgres", 5432));
    assertTrue(reaches("postgres-replica", 5432));
  }

  @Test
  void withoutAPodThereIsNothingToAskFrom() {
    bench.done("k8s.scale", "workload", API, "replicas", 0);
    bench.pass(10);
    String refusal = "unreachable for now: no pod of godel-api runs to ask from";
    assertEquals(
        refusal, bench.refused("net.reaches", "from", API, "host", "postgres", "port", 5432));
    assertEquals(refusal, bench.refused("http.get", "from", API, "url", url(LOCAL + "/ready")));
    assertEquals(
        refusal, bench.refused("prom.scrape", "from", API, "port", 9090, "path", "/metrics"));
    assertEquals(
        "unreachable for now: no pod of nope runs to ask from",
        bench.refused("net.reaches", "from", deployment("nope"), "host", "postgres", "port", 5432));
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3002/ready",
    "http://elsewhere:3001/ready",
    "http://localhost/ready"
  })
  void nothingElseListensInThePod(String url) {
    assertEquals(
        "unreachable for now: connection refused",
        bench.refused("http.get", "from", API, "url", url(url)));
    assertEquals(
        "unreachable for now: connection refused",
        bench.refused("http.get", "from", deployment("other"), "url", url(LOCAL + "/ready")));
  }

  @ParameterizedTest
  @CsvSource({"http.fetch", "http.post", "http.put"})
  void hostsThatAreNotKnownAreNotReached(String action) {
    assertEquals(
        "unreachable for now: the host is not known",
        bench.refused(action, "url", url("https://api.example.com/ready"), "body", ""));
  }

  @Test
  void metricsOfTheApiHaveNoPoolAndThoseOfTheExporterHave() {
    assertEquals(Optional.of(BigDecimal.ONE), metric(API, 9090, "database_up"));
    assertEquals(Optional.empty(), metric(API, 9090, "pg_pool_size"), "no data is not fine");
    assertEquals(Optional.empty(), metric(API, 9090, "pg_up"));
    Value.Handle exporter = deployment("postgres-exporter");
    assertEquals(Optional.of(BigDecimal.ONE), metric(exporter, 9187, "pg_up"));
    assertEquals(
        Optional.of(BigDecimal.valueOf(17)), metric(exporter, 9187, "pg_stat_activity_count"));

    bench.world.postgres().stopServer("postgres");
    assertEquals(Optional.of(BigDecimal.ZERO), metric(API, 9090, "database_up"));
    assertEquals(Optional.of(BigDecimal.ZERO), metric(exporter, 9187, "pg_up"));
  }

  @Test
  void scrapingTheWrongPortOrPathFindsNothing() {
    assertEquals(
        "unreachable for now: connection refused",
        bench.refused("prom.scrape", "from", API, "port", 9187, "path", "/metrics"));
    assertEquals(
        "not_found: 404 page not found",
        bench.refused("prom.scrape", "from", API, "port", 9090, "path", "/"));
  }

  @Test
  void teamsArePausedResumedAndBounded() {
    assertEquals(200, send("post", "/api/teams/alpha/pause", ""));
    bench.pass(60);
    assertTrue(body("/api/teams").contains("\"id\":\"alpha\",\"agentCount\":13,\"paused\":true"));
    assertEquals(200, send("post", "/api/teams/alpha/resume", ""));
    assertEquals(200, send("patch", "/api/teams/alpha", "{\"maxAgents\": 20}"));
    bench.pass(600);
    assertTrue(metric(API, 9090, "dash_agents_pending").orElseThrow().intValue() <= 20);
    assertEquals(400, send("patch", "/api/teams/alpha", "{}"));
    assertEquals(404, send("post", "/api/teams/nope/pause", ""));
  }

  @Test
  void lookingAtTheAgentsChangesNothing() {
    WorldBench unseen = WorldBench.of(WORLD);
    for (int i = 0; i < 60; i++) {
      bench.pass(Duration.ofMillis(700));
      metric(API, 9090, "dash_active_agents");
    }
    unseen.pass(42);
    String seen = body("/api/teams");
    bench = unseen;
    assertEquals(seen, body("/api/teams"));
  }

  @Test
  void eventsOfTheOutageAreReplayedOnceRedisIsBack() {
    assertEquals(Optional.of(BigDecimal.valueOf(7)), total("queued_events"));
    bench.done("k8s.scale", "workload", WorldBench.set("redis"), "replicas", 0);
    bench.pass(10);
    assertEquals(Optional.of(BigDecimal.ONE), metric(API, 9090, "redis_fallback_active"));
    assertEquals(503, send("post", "/admin/recovery/redis", ""));

    bench.done("k8s.scale", "workload", WorldBench.set("redis"), "replicas", 1);
    bench.pass(60);
    assertEquals(Optional.of(BigDecimal.ZERO), metric(API, 9090, "redis_fallback_active"));
    assertEquals(202, send("post", "/admin/recovery/redis", ""));
    assertEquals(Optional.of(BigDecimal.valueOf(7)), total("replayed_events"));
    assertEquals(Optional.of(BigDecimal.ZERO), total("queued_events"));
  }
}
