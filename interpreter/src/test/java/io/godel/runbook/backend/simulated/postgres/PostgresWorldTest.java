package io.godel.runbook.backend.simulated.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Servers of a world file, with all that follows from little. */
class PostgresWorldTest {
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private List<ServerSpec> read(String yaml) {
    return PostgresWorld.read(
        YamlReader.read(new SourceFile("world.yaml", yaml)).tree().orElseThrow(), diagnostics);
  }

  private List<String> messages() {
    return diagnostics.stream().map(Diagnostic::message).toList();
  }

  @Test
  void aNameIsEnough() {
    ServerSpec spec = read("postgres: {}").get(0);
    assertEquals(List.of(), messages());
    assertEquals("postgres-storage-postgres-0", spec.volume());
    assertEquals(Optional.empty(), spec.upstream());
    assertEquals(100, spec.maxConnections());
  }

  @Test
  void aReplicaIsBehindAndLags() {
    List<ServerSpec> specs =
        read(
            """
            primary: {host: postgres, pod: postgres-0, position: 1/0}
            replica:
              follows: primary
              behind: 16MiB
              lag: 1GiB
              replay_rate: 1MiB
              settings: {work_mem: 4MB}
              sessions:
                - {application: report, state: active, count: 2, state_age: 2h}
            """);
    assertEquals(List.of(), messages());
    ServerSpec replica = specs.get(1);
    assertEquals((1L << 32) - (16L << 20), replica.position());
    assertEquals(replica.position() - (1L << 30), replica.replayed());
    assertEquals("4MB", replica.settings().get("work_mem"));
    assertEquals(2, replica.sessions().size());
    assertEquals(Optional.of(Duration.ofHours(2)), replica.sessions().get(0).transactionAge());
    assertEquals(Duration.ofHours(2), replica.sessions().get(0).age());
  }

  @Test
  void mistakesAreTold() {
    read(
        """
        a: {follows: b, colour: red, max_connections: -1}
        c: {position: nowhere, latency: 5, sessions: [{count: 1000000}]}
        """);
    assertEquals(
        List.of(
            "`colour` is no key here",
            "`b` is no primary of this world",
            "this has to be from 0 to 10000",
            "this has to be a position in the log, as 0/16B3748",
            "this has to be a duration with its unit, as 30s or 1h30m",
            "this has to be from 0 to 10000"),
        messages());
  }
}
