package io.godel.runbook.backend.postgres;

import static io.godel.runbook.backend.postgres.RealServers.handle;
import static io.godel.runbook.backend.postgres.RealServers.sql;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of real servers. */
final class PostgresLooksTest {
  @TempDir static Path folder;
  private static RealServers servers;

  @BeforeAll
  static void start() throws Exception {
    servers = new RealServers(folder);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static Value bool(boolean value) {
    return new Value.Bool(value);
  }

  @Test
  void whatAPrimaryAndAReplicaSayOfThemselves() throws Exception {
    assertEquals(bool(true), servers.done("pg.answers", "server", handle("primary")));
    assertEquals(bool(true), servers.done("pg.writable", "server", handle("primary")));
    assertEquals(bool(false), servers.done("pg.writable", "server", handle("replica")));
    assertEquals(bool(true), servers.done("pg.in_recovery", "server", handle("replica")));
    assertEquals(new Value.Int(1), servers.done("pg.timeline", "server", handle("primary")));
    assertEquals(new Value.Int(1), servers.done("pg.timeline", "server", handle("replica")));
    assertEquals(
        servers.done("pg.system_identifier", "server", handle("primary")),
        servers.done("pg.system_identifier", "server", handle("replica")));

    Value.Fields seen = (Value.Fields) servers.done("pg.replication", "server", handle("replica"));
    assertEquals(bool(true), seen.field("streaming"));
    assertEquals("pg.ReceivedLsn", ((Value.Handle) seen.field("received")).type());
    Value.Fields primary =
        (Value.Fields) servers.done("pg.replication", "server", handle("primary"));
    assertEquals(new Value.None(), primary.field("received"));
  }

  @Test
  void bothSidesOfAReplication() throws Exception {
    Value.Items standbys = (Value.Items) servers.done("pg.standbys", "server", handle("primary"));
    Value.Fields standby = (Value.Fields) standbys.values().get(0);
    assertEquals(new Value.Str("replica"), standby.field("application"));
    assertEquals(new Value.Str("streaming"), standby.field("state"));

    Value.Fields receiver =
        (Value.Fields) servers.done("pg.wal_receiver", "replica", handle("replica"));
    assertEquals(new Value.Str("streaming"), receiver.field("status"));
    assertEquals(new Value.None(), servers.done("pg.wal_receiver", "replica", handle("primary")));
    assertInstanceOf(
        Value.Size.class,
        servers.done(
            "pg.loss_bound", "candidate", handle("replica"), "primary", handle("primary")));
  }

  @Test
  void nothingListensIsNoAndASilentServerIsNotKnown() throws Exception {
    assertEquals(bool(false), servers.done("pg.answers", "server", handle("nowhere")));
    assertEquals(
        new Outcome.NotDone("unreachable", "connection refused", false),
        servers.call("pg.timeline", "server", handle("nowhere")));

    servers.replica.pause();
    try {
      Outcome.NotDone silent =
          (Outcome.NotDone)
              servers.call(Duration.ofSeconds(2), "pg.answers", "server", handle("replica"));
      assertEquals("unreachable", silent.code());
      assertTrue(silent.retriable(), silent.toString());
    } finally {
      servers.replica.resume();
    }
  }

  @Test
  void rowsAreRecordsOrTheRefusalSaysWhichColumnIsNot() throws Exception {
    Value.Statement good =
        sql("SELECT x AS number FROM t WHERE x > $", Map.of("number", "Int"), new Value.Int(1));
    assertEquals(
        new Value.Items(List.of(new Value.Fields("Row", Map.of("number", new Value.Int(2))))),
        servers.done("pg.query", "server", handle("primary"), "sql", good));

    Value.Statement bad = sql("SELECT 'a' AS number", Map.of("number", "Int"));
    Outcome.NotDone refused =
        (Outcome.NotDone) servers.call("pg.query", "server", handle("primary"), "sql", bad);
    assertEquals("column `number` holds the text 'a', which is no Int", refused.reason());
  }

  @Test
  void aLookCannotWrite() throws Exception {
    Value.Statement writes = sql("INSERT INTO t VALUES (9) RETURNING x", Map.of("x", "Int"));
    Outcome.NotDone refused =
        (Outcome.NotDone) servers.call("pg.query", "server", handle("primary"), "sql", writes);
    assertTrue(refused.reason().contains("25006"), refused.reason());
    assertEquals("0", servers.primary.ask("postgres", "SELECT count(*) FROM t WHERE x = 9"));
  }

  @Test
  void aStatementThatTakesTooLongIsEndedByTheServer() throws Exception {
    Value.Statement slow = sql("SELECT 1 AS x FROM pg_sleep(30)", Map.of("x", "Int"));
    Outcome.NotDone refused =
        (Outcome.NotDone)
            servers.call(
                Duration.ofSeconds(1), "pg.query", "server", handle("primary"), "sql", slow);
    assertTrue(refused.reason().contains("57014"), refused.reason());
    assertEquals(
        "0",
        servers.primary.ask(
            "postgres",
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT 1 AS x%'"
                + " AND state = 'active' AND pid <> pg_backend_pid()"));
  }

  @Test
  void settingsAndWhatIsNone() throws Exception {
    assertEquals(
        new Value.Str("40"),
        servers.done(
            "pg.setting", "server", handle("primary"), "name", new Value.Str("max_connections")));
    Outcome.NotDone none =
        (Outcome.NotDone)
            servers.call(
                "pg.setting", "server", handle("primary"), "name", new Value.Str("no_such"));
    assertEquals("not_found", none.code());
  }

  @Test
  void onlyAStoppedWorkloadFencesAndASilentServerDoesNot() throws Exception {
    Outcome.NotDone running =
        (Outcome.NotDone)
            servers.call("pg.fence", "server", handle("primary"), "proof", RealServers.SET);
    assertEquals("not_fenced", running.code());

    servers.stopped.set(true);
    try {
      Outcome.NotDone answers =
          (Outcome.NotDone)
              servers.call("pg.fence", "server", handle("primary"), "proof", RealServers.SET);
      assertTrue(answers.reason().contains("something answers"), answers.reason());
      Outcome.NotDone noPod =
          (Outcome.NotDone)
              servers.call("pg.fence", "server", handle("replica"), "proof", RealServers.SET);
      assertTrue(noPod.reason().contains("in which pod"), noPod.reason());
    } finally {
      servers.stopped.set(false);
    }
    Outcome.NotDone word =
        (Outcome.NotDone)
            servers.call("pg.fenced_by_word", "server", handle("primary"), "word", bool(true));
    assertTrue(word.reason().contains("still runs"), word.reason());
  }

  @Test
  void sessionsAreThoseOfOthers() throws Exception {
    try (Connection other = servers.primary.connect()) {
      other.setClientInfo("ApplicationName", "batch");
      Value.Items sessions = (Value.Items) servers.done("pg.sessions", "server", handle("primary"));
      List<Value> applications =
          sessions.values().stream()
              .map(each -> ((Value.Fields) each).field("application"))
              .toList();
      assertTrue(applications.contains(new Value.Str("batch")), applications.toString());
      assertFalse(
          applications.contains(new Value.Str("runbook/20261125-0001")), applications.toString());
      Value batch = sessions.values().get(applications.indexOf(new Value.Str("batch")));
      assertEquals(
          bool(true), servers.done("pg.connected", "server", handle("primary"), "session", batch));
    }
  }
}
