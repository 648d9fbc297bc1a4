package io.godel.runbook.conformance;

import static io.godel.runbook.conformance.KubernetesValues.LATER;
import static io.godel.runbook.conformance.KubernetesValues.deployment;
import static io.godel.runbook.conformance.KubernetesValues.list;
import static io.godel.runbook.conformance.KubernetesValues.number;
import static io.godel.runbook.conformance.KubernetesValues.set;
import static io.godel.runbook.conformance.KubernetesValues.text;

import io.godel.runbook.conformance.KubernetesSituations.Situation;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;

/** The situations in which the application is looked at, from pods and from outside. */
final class ApplicationSituations {
  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        nodes: {node-a: {}, node-b: {}}
        deployments:
          api: {replicas: 2, node: node-b}
          exporter: {node: node-b}
          other: {node: node-b}
          idle: {replicas: 0}
          spread: {replicas: 2}
        statefulsets:
          db: {node: node-a}
          queue: {node: node-a}
      postgres:
        db: {pod: db-0, write_rate: 0B}
      redis:
        queue: {pod: queue-0}
      application:
        workload: api
        public_host: app.example
        exporter: exporter
        teams:
          - {name: red, active: 1, pending: 2}
      """;

  private ApplicationSituations() {}

  static List<Situation> all() {
    return List.of(
        new Situation("the application is well", WORLD, false, ApplicationSituations::well),
        new Situation("the database is lost", WORLD, false, ApplicationSituations::lost),
        new Situation("a pod is lost", WORLD, false, ApplicationSituations::halfLost),
        new Situation("no pod runs", WORLD, false, ApplicationSituations::none));
  }

  private record Place(String host, long port) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("db", 5432),
          new Place("db", 5433),
          new Place("queue", 6379),
          new Place("api", 3001),
          new Place("api", 9),
          new Place("nowhere", 5432),
          new Place("", 5432),
          new Place("a b", 5432),
          new Place("-z", 5432),
          new Place("db", 0),
          new Place("db", -1),
          new Place("db", 65_536),
          new Place("db", 1L << 40));

  private static void reaches(KubernetesStory story, Value from, Place place) throws Exception {
    story.ask(
        "net.reaches", "from", from, "host", text(place.host()), "port", number(place.port()));
  }

  private static void get(KubernetesStory story, Value from, String url) throws Exception {
    story.ask("http.get", "from", from, "url", new Value.Address(url));
  }

  private static void scrape(KubernetesStory story, String from, long port, String path)
      throws Exception {
    for (String action : List.of("prom.scrape", "prom.scrape_all")) {
      story.ask(action, "from", deployment(from), "port", number(port), "path", text(path));
    }
  }

  /** Where nothing listens. */
  private static void scrapeInVain(KubernetesStory story, String from, long port) throws Exception {
    story.askInVain(
        "prom.scrape", "from", deployment(from), "port", number(port), "path", text("/metrics"));
  }

  private static Value url(String path) {
    return new Value.Address("http://" + KubernetesSide.PUBLIC_HOST + path);
  }

  private static void well(KubernetesStory story) throws Exception {
    for (Place place : PLACES) {
      reaches(story, deployment("api"), place);
    }
    for (Value from : List.of(deployment("other"), set("db"), deployment("nobody"))) {
      reaches(story, from, PLACES.get(0));
      get(story, from, "http://localhost:3001/health");
    }
    for (String path :
        List.of("/health", "/ready", "/nope", "/api/teams", "/api/teams/red/agents")) {
      get(story, deployment("api"), "http://localhost:3001" + path);
      story.ask("http.fetch", "url", url(path));
    }
    for (String url : List.of("http://localhost:9/", "http://nowhere:3001/health", "http://a b/")) {
      get(story, deployment("api"), url);
    }
    scrape(story, "api", 9090, "/metrics");
    scrape(story, "exporter", 9187, "/metrics");
    scrape(story, "api", 9090, "/nope");
    for (long port : List.of(9L, 0L, 65_536L, 1L << 40)) {
      scrapeInVain(story, "api", port);
    }
    scrapeInVain(story, "other", 9090);
    outside(story);
  }

  private static void outside(KubernetesStory story) throws Exception {
    story.when("requests from outside");
    story.ask("http.post", "url", url("/api/teams/red/pause"), "body", text(""));
    story.ask("http.fetch", "url", url("/api/teams"));
    story.ask("http.put", "url", url("/api/teams/red/resume"), "body", text("{}"));
    story.ask("http.patch", "url", url("/api/teams/red"), "body", text("{\"maxAgents\": 3}"));
    story.ask("http.patch", "url", url("/api/teams/red"), "body", text("nonsense"));
    story.ask("http.post", "url", url("/api/teams/blue/pause"), "body", text(""));
    story.ask("http.fetch", "url", url("/api/teams/red/agents?status=pending&limit=1"));
    story.ask("http.delete", "urls", list());
    story.ask("http.delete", "urls", list(url("/api/agents/nobody")));
  }

  private static void lost(KubernetesStory story) throws Exception {
    story.befall(cluster -> cluster.loseNode("node-a"));
    for (Duration time : List.of(Duration.ofSeconds(1), LATER)) {
      story.pass(time);
      story.when("the database was lost " + time.toSeconds() + " s ago");
      reaches(story, deployment("api"), PLACES.get(0));
      reaches(story, deployment("api"), PLACES.get(2));
      get(story, deployment("api"), "http://localhost:3001/health");
      get(story, deployment("api"), "http://localhost:3001/ready");
      story.ask("http.fetch", "url", url("/ready"));
      reaches(story, set("db"), PLACES.get(0));
    }
  }

  private static void halfLost(KubernetesStory story) throws Exception {
    for (String node : List.of("node-a", "node-b")) {
      story.when(node + " is lost");
      story.befall(cluster -> cluster.loseNode(node));
      story.pass(Duration.ofSeconds(1));
      reaches(story, deployment("spread"), new Place("api", 3001));
      story.befall(cluster -> cluster.returnNode(node));
      story.pass(LATER);
    }
  }

  private static void none(KubernetesStory story) throws Exception {
    story.ask("k8s.scale", "workload", deployment("api"), "replicas", number(0));
    story.pass(LATER);
    for (String from : List.of("api", "idle")) {
      reaches(story, deployment(from), PLACES.get(0));
      get(story, deployment(from), "http://localhost:3001/health");
      scrape(story, from, 9090, "/metrics");
    }
    reaches(story, deployment("other"), PLACES.get(3));
    story.ask("http.fetch", "url", url("/health"));
    story.ask("http.post", "url", url("/api/teams/red/pause"), "body", text(""));
    story.ask("http.delete", "urls", list(url("/api/agents/nobody")));
  }
}
