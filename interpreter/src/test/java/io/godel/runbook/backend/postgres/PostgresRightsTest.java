package io.godel.runbook.backend.postgres;

import static io.godel.runbook.backend.postgres.RealServers.handle;
import static io.godel.runbook.backend.postgres.RealServers.notDone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user may do on a server, and what comes of it when it may not. */
final class PostgresRightsTest {
  private static final Set<String> ALL =
      new TreeSet<>(
          Set.of("CONNECT", "pg_monitor", "EXECUTE pg_promote", "pg_signal_backend", "SELECT"));

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

  @Test
  void whatIsMissingIsNamedUntilItIsGranted() throws Exception { // pain 23
    assertEquals(List.of(), servers.grants().missing(Map.of("primary", ALL)));
    assertEquals(
        List.of(
            "postgres `limited`: EXECUTE pg_promote",
            "postgres `limited`: pg_monitor",
            "postgres `limited`: pg_signal_backend"),
        servers.grants().missing(Map.of("limited", ALL)));

    servers.primary.execute(
        "postgres",
        "GRANT pg_monitor, pg_signal_backend TO limited",
        "GRANT EXECUTE ON FUNCTION pg_promote(boolean, integer) TO limited");
    try {
      assertEquals(List.of(), servers.grants().missing(Map.of("limited", ALL)));
    } finally {
      servers.primary.execute(
          "postgres",
          "REVOKE pg_monitor, pg_signal_backend FROM limited",
          "REVOKE EXECUTE ON FUNCTION pg_promote(boolean, integer) FROM limited");
    }
  }

  @Test
  void ofAServerThatDoesNotAnswerNothingIsSaid() throws Exception {
    assertEquals(List.of(), servers.grants().missing(Map.of("nowhere", ALL)));
  }

  @Test
  void whoEndsOnlySomeSessionsDoesNotSayThatNoneWas() throws Exception {
    servers.primary.execute(
        "postgres",
        "GRANT pg_monitor, pg_signal_backend TO limited",
        "CREATE ROLE worker LOGIN PASSWORD '" + RealServers.PASSWORD + "'");
    try (Connection plain = worker();
        Connection mighty = servers.primary.connect()) {
      plain.setClientInfo("ApplicationName", "plain");
      mighty.setClientInfo("ApplicationName", "mighty");
      Value may = servers.session("plain");
      Value mayNot = servers.session("mighty");

      Outcome.NotDone refused = notDone(terminate(mayNot));
      assertEquals("forbidden", refused.code());
      assertTrue(mighty.isValid(2));

      Outcome some = terminate(may, mayNot);
      assertInstanceOf(Outcome.Unknown.class, some);
      assertTrue(some.toString().contains("1 of 2 sessions"), some.toString());
      assertFalse(plain.isValid(2));
      assertTrue(mighty.isValid(2));
    }
  }

  private static Connection worker() throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(servers.primary.port());
    return DriverManager.getConnection(url, "worker", RealServers.PASSWORD);
  }

  private static Outcome terminate(Value... sessions) throws InterruptedException {
    return servers.call(
        "pg.terminate",
        "server",
        handle("limited"),
        "sessions",
        new Value.Items(List.of(sessions)));
  }
}
