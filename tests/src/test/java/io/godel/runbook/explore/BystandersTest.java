package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.Call;
import io.godel.runbook.project.Project;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BystandersTest {
  private static final Set<String> ALL =
      Set.of("godel-godelboard", "postgres-exporter", "server replica");

  private final Bystanders bystanders =
      new Bystanders(
          Project.world(Path.of("runbooks/redis-outage.runbook"), "redis-down")
              .tree()
              .orElseThrow()
              .make(0));

  private static Value text(String text) {
    return new Value.Str(text);
  }

  private static Value object(String kind, String name) {
    return new Value.Handle("k8s." + kind, Map.of("name", text(name), "in", text("godel")));
  }

  private Set<String> seenBy(String action, Map<String, Value> arguments) {
    return bystanders.seenBy(
        Stream.of(new Call("it@1", action, arguments, false, Duration.ofSeconds(1))));
  }

  @Test
  void whatTheApplicationWorksWithIsNone() {
    assertEquals(ALL, bystanders.all());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "on call 1 of k8s.scale: crash pod godel-godelboard-6444f7b54-6rrdt, godel-godelboard",
        "on call 1 of k8s.scale: crash pod postgres-replica-0, server replica",
        "on call 1 of k8s.scale: stop server replica, server replica",
        "on call 1 of k8s.scale: start server replica, server replica",
        "on call 1 of k8s.scale: replay rate replica 0B, server replica",
        "on call 1 of k8s.scale: diverge replica, server replica",
        "on call 1 of k8s.scale: crash pod postgres-0, none",
        "on call 1 of k8s.scale: stop server primary, none",
        "on call 1 of k8s.scale: crash pod godel-api-6444f7b54-48xmk, none",
        "on call 1 of k8s.scale: lose node node-1, none",
        "on call 1 of k8s.scale: refuse conflict, none",
        "on call 1 of k8s.scale: timeout after effect, none",
        "before record 12: kill, none",
        "deny start_over, none",
      })
  void aMisfortuneBefallsOne(String event, String bystander) {
    assertEquals(Optional.ofNullable(bystander), bystanders.of(event));
  }

  @Test
  void whatACallNamesIsSeen() {
    assertEquals(
        Set.of("godel-godelboard"),
        seenBy("k8s.ready", Map.of("object", object("Deployment", "godel-godelboard"))));
    assertEquals(
        Set.of("server replica"),
        seenBy("k8s.exists", Map.of("object", object("Claim", "data-postgres-replica-0"))));
    assertEquals(
        Set.of("server replica"),
        seenBy(
            "net.reaches",
            Map.of(
                "from", object("Deployment", "godel-api"),
                "host", text("postgres-replica"),
                "port", new Value.Int(5432))));
    assertEquals(Set.of(), seenBy("k8s.ready", Map.of("object", object("StatefulSet", "redis"))));
  }

  @Test
  void whatASelectorChoosesIsSeen() {
    Map<String, Value> named =
        Map.of("selector", text("app.kubernetes.io/name=redis"), "in", text("godel"));
    assertEquals(Set.of(), seenBy("k8s.pods", named));
    Map<String, Value> others =
        Map.of("selector", text("app.kubernetes.io/name!=redis"), "in", text("godel"));
    assertEquals(ALL, seenBy("k8s.pods", others));
    Map<String, Value> unreadable = Map.of("selector", text("redis"), "in", text("godel"));
    assertEquals(ALL, seenBy("k8s.pods", unreadable));
  }

  @Test
  void whereItIsNotKnownWhatACallSeesItSeesEverything() {
    Value primary = new Value.Handle("pg.Server", Map.of("name", text("primary")));
    assertEquals(Set.of("server replica"), seenBy("pg.standbys", Map.of("server", primary)));
    assertEquals(
        ALL,
        seenBy(
            "k8s.exec",
            Map.of(
                "pod", object("Pod", "redis-0"), "command", new Value.Items(List.of(text("sh"))))));
    assertEquals(
        ALL, seenBy("prom.scrape", Map.of("from", object("Deployment", "postgres-exporter"))));
    assertEquals(
        Set.of(), seenBy("prom.scrape", Map.of("from", object("Deployment", "godel-api"))));
    assertEquals(ALL, seenBy("house.look", Map.of()));
  }
}
