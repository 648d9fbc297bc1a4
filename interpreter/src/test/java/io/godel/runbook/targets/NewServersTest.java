package io.godel.runbook.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.postgres.PostgresProfile;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.value.Value;
import io.godel.runbook.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which servers have another identity after a claim was deleted. */
final class NewServersTest {
  private static final String SERVERS =
      """
      primary: {pod: postgres-0}
      elsewhere: {pod: postgres-0, namespace: other}
      replica: {pod: postgres-replica-0}
      outside: {host: db.internal}
      behind: {service: postgres}
      """;

  private static Set<String> after(String action, String claim) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(claim));
    identity.put("in", new Value.Str("godel"));
    PostgresProfile profile =
        PostgresProfile.read(
            YamlReader.read(new SourceFile("servers.yaml", SERVERS)).tree().orElseThrow(),
            "godel",
            new ArrayList<>());
    return NewServers.after(
        action, Map.of("claim", new Value.Handle("k8s.Claim", identity)), profile);
  }

  @Test
  void theServerInThePodOfTheClaimBeginsAnew() {
    assertEquals(Set.of("primary"), after("k8s.delete_claim", "postgres-storage-postgres-0"));
    assertEquals(
        Set.of("replica"), after("k8s.delete_copied_claim", "postgres-storage-postgres-replica-0"));
  }

  @Test
  void noOtherOneDoes() {
    assertEquals(Set.of(), after("k8s.delete_claim", "postgres-storage-postgres-1"));
    assertEquals(Set.of(), after("k8s.delete_claim", "redis-storage-redis-0"));
    assertEquals(Set.of(), after("k8s.enlarge", "postgres-storage-postgres-0"));
  }
}
