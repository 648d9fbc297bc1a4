package io.godel.runbook.backend.postgres;

import static io.godel.runbook.backend.postgres.RealServers.handle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.lab.process.TestPostgres;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oldest and the newest PostgreSQL give the same answers, and are promoted in the same way. */
final class PostgresVersionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = TestPostgres.Version.class,
      names = {"OLDEST", "NEWEST"})
  void everyLookHasItsAnswerAndTheReplicaTakesOver(TestPostgres.Version version) throws Exception {
    try (RealServers servers = new RealServers(folder, version)) {
      for (String look :
          List.of(
              "pg.answers",
              "pg.writable",
              "pg.in_recovery",
              "pg.timeline",
              "pg.system_identifier",
              "pg.replication",
              "pg.standbys",
              "pg.sessions")) {
        servers.done(look, "server", handle("primary"));
        servers.done(look, "server", handle("replica"));
      }
      assertInstanceOf(
          Value.Fields.class, servers.done("pg.wal_receiver", "replica", handle("replica")));
      assertInstanceOf(
          Value.Size.class, servers.done("pg.replay_lag", "replica", handle("replica")));
      servers.primary.kill();
      servers.stopped.set(true);
      Value fenced =
          servers.done("pg.fence", "server", handle("primary"), "proof", RealServers.SET);
      assertEquals(
          new Outcome.Done(new Value.Unit()),
          servers.call("pg.promote", "candidate", handle("replica"), "fenced", fenced));
      assertEquals(new Value.Int(2), servers.done("pg.timeline", "server", handle("replica")));
    }
  }
}
