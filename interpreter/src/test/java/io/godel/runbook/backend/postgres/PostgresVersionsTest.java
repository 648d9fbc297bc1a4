package io.godel.runbook.backend.postgres;

import static io.godel.runbook.backend.postgres.RealServers.handle;
import static io.godel.runbook.backend.postgres.RealServers.notDone;
import static io.godel.runbook.backend.postgres.RealServers.sql;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.lab.process.TestPostgres;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oldest and the newest PostgreSQL give the same answers, and are promoted in the same way. */
final class PostgresVersionsTest {
  private static final Set<String> RIGHTS =
      Set.of("CONNECT", "pg_monitor", "EXECUTE pg_promote", "pg_signal_backend");

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
              "pg.slots",
              "pg.sessions")) {
        servers.done(look, "server", handle("primary"));
        servers.done(look, "server", handle("replica"));
      }
      assertInstanceOf(
          Value.Fields.class, servers.done("pg.wal_receiver", "replica", handle("replica")));
      assertInstanceOf(
          Value.Size.class, servers.done("pg.replay_lag", "replica", handle("replica")));
      statements(servers);
      ended(servers);
      slots(servers, version);
      assertEquals(List.of(), servers.grants().missing(Map.of("primary", RIGHTS)));
      servers.done("pg.loss_bound", "candidate", handle("replica"), "primary", handle("primary"));
      servers.primary.kill();
      servers.stopped.set(true);
      Value fenced =
          servers.done("pg.fence", "server", handle("primary"), "proof", RealServers.SET);
      assertEquals(
          new Outcome.Done(new Value.Unit()),
          servers.call("pg.promote", "candidate", handle("replica"), "fenced", fenced));
      assertEquals(new Value.Int(2), servers.done("pg.timeline", "server", handle("replica")));
      assertEquals(
          new Value.Items(List.of()), servers.done("pg.slots", "server", handle("replica")));
    }
  }

  private static void statements(RealServers servers) throws Exception {
    assertEquals(
        new Value.Items(List.of(new Value.Fields("Row", Map.of("x", new Value.Int(2))))),
        servers.done(
            "pg.query",
            "server",
            handle("replica"),
            "sql",
            sql(
                "SELECT x FROM t WHERE x = ANY($) AND $ > interval '1 hour'",
                Map.of("x", "Int"),
                new Value.Items(List.of(new Value.Int(2))),
                new Value.Time(Duration.ofHours(2)))));
    servers.done(
        "pg.execute",
        "server",
        handle("primary"),
        "sql",
        sql("INSERT INTO t VALUES ($)", Map.of(), new Value.Int(3)));
    servers.replica.awaitAnswer("postgres", "SELECT count(*) FROM t", "3");
    Outcome.NotDone readOnly =
        notDone(
            servers.call(
                "pg.execute", "server", handle("replica"), "sql", sql("DELETE FROM t", Map.of())));
    assertEquals("invalid", readOnly.code());
  }

  /** Only the newest can be told that replicas are to hold a slot too. */
  private static void slots(RealServers servers, TestPostgres.Version version) throws Exception {
    boolean newest = version == TestPostgres.Version.NEWEST;
    String more = newest ? ", false, false, true" : "";
    servers.primary.execute(
        "postgres",
        "SELECT pg_create_physical_replication_slot('archive')",
        "SELECT pg_create_logical_replication_slot('changes', 'pgoutput'" + more + ")");
    Value.Items slots = (Value.Items) servers.done("pg.slots", "server", handle("primary"));
    assertEquals(2, slots.values().size());
    Value.Fields archive = (Value.Fields) slots.values().get(0);
    assertEquals(new Value.Str("archive"), archive.field("name"));
    assertEquals(new Value.Bool(false), archive.field("logical"));
    assertEquals(new Value.None(), archive.field("kept"));
    assertEquals(new Value.Bool(false), archive.field("failover"));
    Value.Fields changes = (Value.Fields) slots.values().get(1);
    assertEquals(new Value.Bool(true), changes.field("logical"));
    assertEquals(new Value.Bool(false), changes.field("active"));
    assertInstanceOf(Value.Size.class, changes.field("kept"));
    assertEquals(new Value.Bool(true), changes.field("usable"));
    assertEquals(new Value.Bool(newest), changes.field("failover"));
  }

  private static void ended(RealServers servers) throws Exception {
    try (Connection victim = servers.primary.connect()) {
      victim.setClientInfo("ApplicationName", "victim");
      Value session = servers.session("victim");
      assertEquals(
          new Value.Int(1),
          servers.done(
              "pg.terminate",
              "server",
              handle("primary"),
              "sessions",
              new Value.Items(List.of(session))));
      assertEquals(
          new Value.Bool(false),
          servers.done("pg.connected", "server", handle("primary"), "session", session));
    }
  }
}
