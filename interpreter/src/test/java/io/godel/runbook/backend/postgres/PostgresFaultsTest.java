package io.godel.runbook.backend.postgres;

import static io.godel.runbook.backend.postgres.RealServers.handle;
import static io.godel.runbook.backend.postgres.RealServers.notDone;
import static io.godel.runbook.backend.postgres.RealServers.sql;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known when the way to a server fails, or nobody waits for its answer any more. */
final class PostgresFaultsTest {
  @TempDir static Path folder;
  private static RealServers servers;

  @BeforeAll
  static void start() throws Exception {
    servers = new RealServers(folder);
    servers.primary.execute("postgres", "CREATE TABLE noted (what text)");
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static Value.Statement note(String what) {
    return sql("INSERT INTO noted VALUES ($)", Map.of(), new Value.Str(what));
  }

  private static Outcome execute(String server, Value.Statement statement) throws Exception {
    return servers.call("pg.execute", "server", handle(server), "sql", statement);
  }

  private static String noted(String what) {
    return "SELECT count(*) FROM noted WHERE what = '" + what + "'";
  }

  @Test
  void whatIsLostBeforeItIsSaidIsNotDone() throws Exception {
    servers.wire.at("statement_timeout", FaultyWire.Fault.CUT_BEFORE);
    Outcome.NotDone lost = notDone(execute("wired", note("before")));
    assertEquals("unreachable", lost.code());
    assertTrue(lost.retriable(), lost.toString());
    assertEquals("0", servers.primary.ask("postgres", noted("before")));
  }

  @Test
  void whatIsLostWhileItIsSaidIsNotKnown() throws Exception {
    servers.wire.at("INSERT", FaultyWire.Fault.CUT_BEFORE);
    assertInstanceOf(Outcome.Unknown.class, execute("wired", note("while")));
    assertEquals("0", servers.primary.ask("postgres", noted("while")));
  }

  @Test
  void whatIsLostAfterItWasDoneIsNotKnown() throws Exception {
    servers.wire.at("INSERT", FaultyWire.Fault.CUT_AFTER);
    assertInstanceOf(Outcome.Unknown.class, execute("wired", note("after")));
    servers.primary.awaitAnswer("postgres", noted("after"), "1");
  }

  @Test
  void anotherServerUnderTheSameNameIsToldNothing() throws Exception { // guarantee 8, pain 17
    Value session =
        new Value.Fields(
            "pg.Session",
            Map.of("pid", new Value.Int(1), "started", new Value.Moment(RealServers.NOW)));
    Value fenced =
        new Value.Evidence("pg.Fenced", List.of(handle("nowhere")), RealServers.NOW, Map.of());
    notTold("INSERT", "pg.execute", "server", "sql", note("on another server"));
    notTold(
        "pg_terminate", "pg.terminate", "server", "sessions", new Value.Items(List.of(session)));
    notTold("pg_promote(", "pg.promote", "candidate", "fenced", fenced);
  }

  private static void notTold(
      String word, String action, String server, String parameter, Value argument)
      throws Exception {
    CountDownLatch heard = servers.wire.at(word, FaultyWire.Fault.CUT_BEFORE);
    Outcome outcome = servers.call(action, server, handle("exchanged"), parameter, argument);
    assertEquals("wrong_target", notDone(outcome).code());
    assertEquals(1, heard.getCount(), word);
  }

  @Test
  void aWayThatHangsIsCutWhenTheTimeIsOver() throws Exception { // pain 13
    servers.wire.at("INSERT", FaultyWire.Fault.HANG);
    Outcome outcome =
        servers.call(
            Duration.ofSeconds(1),
            "pg.execute",
            "server",
            handle("wired"),
            "sql",
            note("a way that hangs"));
    assertInstanceOf(Outcome.Unknown.class, outcome);
  }

  private interface Asking {
    Outcome ask() throws Exception;
  }

  /** Interrupts whoever asks, as soon as the server works on the statement. */
  private static void interrupted(Asking asking, String statement) throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch ended = new CountDownLatch(1);
      Future<Outcome> asked =
          one.submit(
              () -> {
                try {
                  return asking.ask();
                } finally {
                  ended.countDown();
                }
              });
      String running =
          "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = '%s'"
              .formatted(statement);
      servers.primary.awaitAnswer("postgres", running, "1");
      one.shutdownNow();
      assertTrue(ended.await(20, TimeUnit.SECONDS));
      ExecutionException failed = assertThrows(ExecutionException.class, asked::get);
      assertInstanceOf(InterruptedException.class, failed.getCause());
      servers.primary.awaitAnswer("postgres", running, "0");
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void aLookThatNobodyWaitsForIsCancelledOnTheServer() throws Exception {
    String slow = "SELECT 1 AS x FROM pg_sleep(3001)";
    interrupted(
        () ->
            servers.call(
                Duration.ofHours(1),
                "pg.query",
                "server",
                handle("primary"),
                "sql",
                sql(slow, Map.of("x", "Int"))),
        slow);
  }

  @Test
  void anActThatNobodyWaitsForIsCancelledOnTheServer() throws Exception {
    String slow = "SELECT pg_sleep(3002)";
    interrupted(
        () ->
            servers.call(
                Duration.ofHours(1),
                "pg.execute",
                "server",
                handle("primary"),
                "sql",
                sql(slow, Map.of())),
        slow);
  }

  @Test
  void nextCallFindsNothingOfTheOneBefore() throws Exception {
    assertInstanceOf(
        Outcome.Done.class, execute("primary", sql("SET work_mem = '77MB'", Map.of())));
    assertInstanceOf(Outcome.Done.class, execute("primary", sql("BEGIN", Map.of())));
    for (int i = 0; i < 5; i++) {
      Value seen =
          servers.done(
              "pg.setting", "server", handle("primary"), "name", new Value.Str("work_mem"));
      assertEquals(new Value.Str("4MB"), seen);
    }
    assertEquals(
        "0",
        servers.primary.ask(
            "postgres",
            "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"));
  }

  @Test
  void connectionsAreKeptUnderTheNameOfTheRun() throws Exception {
    assertInstanceOf(Outcome.Done.class, execute("limited", sql("SELECT 1", Map.of())));
    servers.done("pg.answers", "server", handle("limited"));
    assertEquals(
        "runbook/20261125-0001",
        servers.primary.ask(
            "postgres",
            "SELECT string_agg(DISTINCT application_name, ',') FROM pg_stat_activity"
                + " WHERE usename = 'limited'"));
  }

  @Test
  void whoIsNotLetInIsToldSoAndNoPasswordIs() throws Exception {
    Outcome.NotDone refused = notDone(servers.call("pg.timeline", "server", handle("stranger")));
    assertEquals("forbidden", refused.code());
    assertTrue(refused.reason().contains("28P01"), refused.reason());
    assertFalse(refused.toString().contains(RealServers.PASSWORD), refused.toString());
    assertEquals(
        List.of("postgres `stranger`: " + refused.reason()),
        servers.grants().missing(Map.of("stranger", java.util.Set.of("CONNECT"))));
  }
}
