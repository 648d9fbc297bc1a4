package io.godel.runbook.systems;

import static io.godel.runbook.systems.ServersUnderTest.server;
import static io.godel.runbook.systems.SystemUnderTest.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the live half does on a primary and its replica, whichever they are: those that the
 * environment names by {@value ServersUnderTest#PRIMARY} and {@value ServersUnderTest#REPLICA};
 * where it names none, a pair that is started here. Nothing is stopped and nothing is promoted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServersTest {
  private static final Value YES = new Value.Bool(true);
  private static final Value NO = new Value.Bool(false);
  private static final Value.Handle PRIMARY = server("primary");
  private static final Value.Handle REPLICA = server("replica");

  private Optional<ServersUnderTest.Embedded> embedded = Optional.empty();
  private ServersUnderTest servers;
  private SystemUnderTest system;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    Map<String, String> environment = System.getenv();
    if (!environment.containsKey(ServersUnderTest.PRIMARY)) {
      embedded = Optional.of(ServersUnderTest.Embedded.start(folder));
      environment = embedded.get().environment();
    }
    servers = ServersUnderTest.open(folder, environment);
    system = servers.system;
  }

  @AfterAll
  void close() {
    try {
      if (servers != null) {
        servers.close();
      }
    } finally {
      embedded.ifPresent(ServersUnderTest.Embedded::close);
    }
  }

  @Test
  void aPairIsNotHalfNamed(@TempDir Path folder) {
    Map<String, String> half = Map.of(ServersUnderTest.PRIMARY, "localhost:5432");
    IOException refused =
        assertThrows(IOException.class, () -> ServersUnderTest.open(folder, half));
    assertEquals("RUNBOOK_IT_REPLICA has to be set too", refused.getMessage());
  }

  @Test
  void eachIsWhatItIs() throws Exception {
    for (Value.Handle each : List.of(PRIMARY, REPLICA)) {
      assertEquals(YES, system.seen("pg.answers", "server", each));
    }
    assertEquals(YES, system.seen("pg.writable", "server", PRIMARY));
    assertEquals(NO, system.seen("pg.writable", "server", REPLICA));
    assertEquals(NO, system.seen("pg.in_recovery", "server", PRIMARY));
    assertEquals(YES, system.seen("pg.in_recovery", "server", REPLICA));
    for (Value.Handle each : List.of(PRIMARY, REPLICA)) {
      assertInstanceOf(Value.Items.class, system.seen("pg.slots", "server", each));
    }
    for (String same : List.of("pg.system_identifier", "pg.timeline")) {
      assertEquals(
          system.seen(same, "server", PRIMARY), system.seen(same, "server", REPLICA), same);
    }
  }

  @Test
  void theReplicaFollows() throws Exception {
    Value.Items standbys = (Value.Items) system.seen("pg.standbys", "server", PRIMARY);
    assertFalse(standbys.values().isEmpty());
    assertEquals(new Value.Items(List.of()), system.seen("pg.standbys", "server", REPLICA));
    Value.Fields receiver =
        assertInstanceOf(Value.Fields.class, system.seen("pg.wal_receiver", "replica", REPLICA));
    assertEquals(new Value.Str("streaming"), receiver.field("status"));
    Value.Fields replication = (Value.Fields) system.seen("pg.replication", "server", REPLICA);
    assertEquals(YES, replication.field("streaming"));
    assertInstanceOf(
        Value.Size.class, system.seen("pg.loss_bound", "candidate", REPLICA, "primary", PRIMARY));
    await(
        "all that was received is replayed",
        () -> system.seen("pg.replay_lag", "replica", REPLICA).equals(new Value.Size(0)));
    Outcome.NotDone none =
        assertInstanceOf(Outcome.NotDone.class, system.look("pg.replay_lag", "replica", PRIMARY));
    assertEquals("not_in_recovery", none.code());
  }

  private static Value.Statement sql(String text, Map<String, String> row) {
    return new Value.Statement(
        List.of(text), List.of(), Optional.of(new Value.RowShape("Row", row)));
  }

  private void execute(String text) throws InterruptedException {
    system.done("pg.execute", "server", PRIMARY, "sql", sql(text, Map.of()));
  }

  private Outcome query(Value.Handle server, String text) throws InterruptedException {
    return system.look("pg.query", "server", server, "sql", sql(text, Map.of("x", "Int")));
  }

  @Test
  void whatIsWrittenIsReadOnTheReplicaAndLooksWriteNothing() throws Exception {
    String table = "runbook_it_" + UUID.randomUUID().toString().substring(0, 8);
    execute("CREATE TABLE " + table + " (x int)");
    try {
      execute("INSERT INTO " + table + " VALUES (42)");
      String select = "SELECT x FROM " + table;
      await("the replica has it", () -> query(REPLICA, select) instanceof Outcome.Done);
      await("and its row", () -> query(REPLICA, select).equals(query(PRIMARY, select)));
      Outcome.NotDone refused =
          assertInstanceOf(
              Outcome.NotDone.class,
              query(PRIMARY, "INSERT INTO " + table + " VALUES (1) RETURNING x"));
      assertTrue(refused.reason().contains("read-only transaction"), refused.reason());
      Outcome.NotDone replica =
          assertInstanceOf(
              Outcome.NotDone.class,
              system.act(
                  "pg.execute", "server", REPLICA, "sql", sql("DELETE FROM " + table, Map.of())));
      assertTrue(replica.reason().contains("read-only transaction"), replica.reason());
    } finally {
      execute("DROP TABLE " + table);
    }
  }

  @Test
  void exactlyTheSessionsOfAnotherAreEnded() throws Exception {
    servers.other.seen("pg.answers", "server", PRIMARY);
    Value.Items all = (Value.Items) system.seen("pg.sessions", "server", PRIMARY);
    Value application = new Value.Str("runbook/" + ServersUnderTest.OTHER);
    Value.Items theirs =
        new Value.Items(
            all.values().stream()
                .filter(it -> ((Value.Fields) it).field("application").equals(application))
                .toList());
    assertEquals(1, theirs.values().size());
    Value one = theirs.values().get(0);
    assertEquals(YES, system.seen("pg.connected", "server", PRIMARY, "session", one));
    assertEquals(
        new Value.Int(1), system.done("pg.terminate", "server", PRIMARY, "sessions", theirs));
    assertEquals(NO, system.seen("pg.connected", "server", PRIMARY, "session", one));
    assertEquals(
        new Value.Int(0), system.done("pg.terminate", "server", PRIMARY, "sessions", theirs));
  }
}
