package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godel.runbook.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runbooks as somebody in a hurry writes them down from a page of Markdown, beside manifests of a
 * platform that is otherwise: each fault is found by a rule that knows nothing of these texts, and
 * what is right is left alone.
 */
final class NaiveTextsTest {
  private static final Path FOLDER = Path.of("tests/src/test/resources/lint");

  private record Found(String code, String line, String message) {}

  private static List<Found> lint(String name) throws IOException {
    Path file = FOLDER.resolve("naive").resolve(name + ".runbook");
    Ran ran =
        Ran.runbook(
            "lint",
            file.toString(),
            "--inventory",
            FOLDER.resolve("manifests").toString(),
            "--json");
    List<String> lines = Files.readAllLines(file);
    List<Found> found = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(ran.out()).get("diagnostics")) {
      String line = lines.get(each.get("line").asInt() - 1).strip();
      found.add(new Found(each.get("code").asText(), line, each.get("message").asText()));
    }
    return found;
  }

  /** What is wrong, the code that says so, and a piece of the line that it is said of. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The faults of the procedure itself.
        "database-failover | a restore in a pod that is gone            | L0312 | k8s.exec(set.pod()",
        "database-failover | a deletion after a mere listing            | E0501 | k8s.delete_claim(claim)",
        "database-failover | a promotion without fencing                | E0501 | pg.promote(replica)",
        "database-failover | a promotion without a bound on the loss    | L0104 | pg.promote(replica)",
        "database-failover | settings that no pod has read              | L0305 | DATABASE_HOST",
        "database-failover | sessions ended without a limit             | L0105 | pg.terminate",
        "database-failover | a sleep where a condition could be awaited | L0203 | 30 seconds have gone by",
        "database-failover | metrics that are searched and not compared | L0207 | verify \"metrics\"",
        "database-failover | scaled to nothing and never back           | L0108 | k8s.scale(api, replicas: 0)",
        // Where text and manifests disagree.
        "database-failover | a user that the database does not have     | L0708 | \"dash_user\"",
        "database-failover | a replica that is in no manifest           | L0702 | postgres-replica",
        "database-failover | a host that is the name of no Service      | L0707 | postgres-replica",
        "database-failover | a folder that no pod has                   | L0709 | \"/backups/godel/postgres/\"",
        "database-failover | a dump that the pod cannot see             | L0709 | \"/backups/godel/postgres/latest.dump\"",
        "database-failover | a set deleted that nobody saved            | L0106 | k8s.delete(set)",
        "database-failover | checks from a workload without pods        | L0312 | verify \"database connectivity\"",
        "database-failover | a pool that no server has room for         | L0714 | DATABASE_POOL_SIZE",
        "database-failover | an alert that no rule raises               | L0710 | DashDatabaseConnectionFailed",
        "redis-outage      | an alert that no rule raises               | L0710 | DashRedisConnectionFailed",
        "redis-outage      | a merge patch of a list                    | L0313 | k8s.exec(cache.pod()",
        "agent-storm       | an alert that no rule raises               | L0710 | DashHighAgentSpawnRate",
        "agent-storm       | another one                                | L0710 | DashResourceExhaustion",
        "agent-storm       | settings without a restart                 | L0712 | MAX_CONCURRENT_AGENTS",
        "agent-storm       | a workload under another name              | L0702 | godel-dashboard",
        "agent-storm       | a ConfigMap that is nowhere                | L0702 | godel-nginx-config",
        "agent-storm       | a kind that nobody knows                   | L0716 | nodepool",
        "agent-storm       | an annotation that nobody reads            | L0715 | name: \"nginx",
        "agent-storm       | scaled against its autoscaler              | L0711 | k8s.scale(api, replicas: 10)",
      })
  void eachFaultIsFound(String file, String fault, String code, String line) throws IOException {
    List<Found> found = lint(file);
    assertTrue(
        found.stream().anyMatch(it -> it.code().equals(code) && it.line().contains(line)),
        () -> fault + ": " + found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"database-failover", "redis-outage", "agent-storm"})
  void whatIsRightIsLeftAlone(String file) throws IOException {
    List<String> right =
        List.of(
            "godel",
            "godel-api",
            "godel-config",
            "godel-ingress",
            "postgres",
            "redis",
            "postgres-storage-postgres-0",
            "app.kubernetes.io/name=postgres",
            "app.kubernetes.io/component=database",
            "DATABASE_HOST",
            "DATABASE_POOL_SIZE",
            "ENABLE_CIRCUIT_BREAKER",
            "MAX_CONCURRENT_AGENTS",
            "api.godel.local");
    for (Found found : lint(file)) {
      String told = found.message();
      boolean wrong =
          right.stream()
              .map(Pattern::quote)
              .anyMatch(
                  it ->
                      told.matches("(no manifest|there is no|the ConfigMap).*`" + it + "`")
                          || told.matches(
                              "`" + it + "` (matches|is the name of no|is not what).*"));
      assertFalse(wrong, found.toString());
      assertFalse(found.code().equals("L0706"), found.toString());
    }
  }

  /** With the same manifests the shipped runbooks have two findings, and both are true. */
  @Test
  void theShippedOnesAgreeWithTheManifestsButForAProbeAndTheExporter() throws IOException {
    Ran ran =
        Ran.runbook(
            "lint", "runbooks", "--inventory", FOLDER.resolve("manifests").toString(), "--json");
    List<String> messages = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(ran.out()).get("diagnostics")) {
      messages.add(each.get("code").asText() + " " + each.get("message").asText());
    }
    assertEquals(
        List.of(
            "L0713 a probe of `godel-godelboard` asks port 8080, which `board` does not declare",
            "L0702 no manifest has a Deployment `postgres-exporter`"),
        messages);
  }
}
