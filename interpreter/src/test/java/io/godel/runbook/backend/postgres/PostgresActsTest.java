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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to real servers, and what is known of it afterwards. */
final class PostgresActsTest {
  @TempDir Path folder;
  private RealServers servers;

  @BeforeEach
  void start() throws Exception {
    servers = new RealServers(folder);
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  private static Value fenced(String server) {
    return new Value.Evidence("pg.Fenced", List.of(handle(server)), RealServers.NOW, Map.of());
  }

  private Outcome promote(Value fenced) throws InterruptedException {
    return servers.call(
        Duration.ofSeconds(20), "pg.promote", "candidate", handle("replica"), "fenced", fenced);
  }

  @Test
  void theRealReplicaTakesOverWithEveryRowThatItHadReplayed() throws Exception {
    servers.primary.kill();
    servers.stopped.set(true);
    Value evidence =
        servers.done("pg.fence", "server", handle("primary"), "proof", RealServers.SET);

    assertEquals(new Outcome.Done(new Value.Unit()), promote(evidence));
    assertEquals(new Value.Int(2), servers.done("pg.timeline", "server", handle("replica")));
    assertEquals(new Value.Bool(true), servers.done("pg.writable", "server", handle("replica")));
    assertEquals("2", servers.replica.ask("postgres", "SELECT count(*) FROM t"));

    Outcome.NotDone again = (Outcome.NotDone) promote(evidence);
    assertEquals("not_in_recovery", again.code());
  }

  @Test
  void anEvidenceAboutTheCandidateItselfPromotesNothing() throws Exception {
    Outcome.NotDone refused = (Outcome.NotDone) promote(fenced("replica"));
    assertEquals("not_fenced", refused.code());
    assertEquals("t", servers.replica.ask("postgres", "SELECT pg_is_in_recovery()"));
  }

  @Test
  void whileTheOldPrimaryTakesWritesNothingIsPromoted() throws Exception { // guarantee 1
    Outcome.NotDone refused = RealServers.notDone(promote(fenced("primary")));
    assertEquals("not_fenced", refused.code());
    assertTrue(refused.reason().contains("takes writes again"), refused.reason());
    assertEquals("t", servers.replica.ask("postgres", "SELECT pg_is_in_recovery()"));
  }

  @Test
  void whoIsLostAfterItWasToldToPromoteMayHaveDoneIt() throws Exception { // guarantee 4
    servers.primary.kill();
    try (FaultyWire wire = new FaultyWire(servers.replica.port())) {
      servers.reachReplicaBy(wire);
      wire.at("pg_promote(", FaultyWire.Fault.CUT_AFTER);
      assertInstanceOf(Outcome.Unknown.class, promote(fenced("primary")));
    }
    servers.replica.awaitAnswer("postgres", "SELECT pg_is_in_recovery()", "f");
  }

  @Test
  void lossIsBoundByWhatTheRunHasSeenOfThePrimary() throws Exception {
    servers.done("pg.writable", "server", handle("primary"));
    servers.primary.kill();

    Value bound =
        servers.done("pg.loss_bound", "candidate", handle("replica"), "primary", handle("primary"));
    assertEquals(new Value.Size(0), bound);
  }

  @Test
  void lossIsNotKnownWhereNobodyHasSeenThePrimary() throws Exception {
    servers.primary.kill();
    servers.replica.awaitAnswer(
        "postgres",
        "SELECT count(*) FROM pg_stat_wal_receiver WHERE latest_end_lsn IS NOT NULL",
        "0");

    Outcome.NotDone unknown =
        (Outcome.NotDone)
            servers.call(
                "pg.loss_bound", "candidate", handle("replica"), "primary", handle("primary"));
    assertEquals("not_known", unknown.code());
  }

  @Test
  void onlyTheVerySessionsThatWereLookedAtAreEnded() throws Exception {
    try (Connection victim = servers.primary.connect();
        Connection other = servers.primary.connect()) {
      victim.setClientInfo("ApplicationName", "victim");
      other.setClientInfo("ApplicationName", "other");
      Value.Items sessions = (Value.Items) servers.done("pg.sessions", "server", handle("primary"));
      Value.Fields seen =
          (Value.Fields)
              sessions.values().stream()
                  .filter(
                      each ->
                          ((Value.Fields) each)
                              .field("application")
                              .equals(new Value.Str("victim")))
                  .findFirst()
                  .orElseThrow();
      Map<String, Value> reused = new java.util.LinkedHashMap<>(seen.values());
      reused.put("started", new Value.Moment(RealServers.NOW));

      Value none =
          servers.done(
              "pg.terminate",
              "server",
              handle("primary"),
              "sessions",
              new Value.Items(List.of(new Value.Fields("pg.Session", reused))));
      assertEquals(new Value.Int(0), none);
      assertTrue(victim.isValid(2));

      Value one =
          servers.done(
              "pg.terminate",
              "server",
              handle("primary"),
              "sessions",
              new Value.Items(List.of(seen)));
      assertEquals(new Value.Int(1), one);
      assertFalse(victim.isValid(2));
      assertTrue(other.isValid(2));
    }
  }

  @Test
  void aServerKilledInTheMiddleOfAStatementLeavesNobodyKnowing() throws Exception { // guarantee 4
    Value.Statement slow = sql("SELECT pg_sleep(20)", Map.of());
    CompletableFuture<Outcome> outcome =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return servers.call(
                    Duration.ofSeconds(25), "pg.execute", "server", handle("primary"), "sql", slow);
              } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
              }
            });
    servers.primary.awaitAnswer(
        "postgres",
        "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(20)'"
            + " AND state = 'active'",
        "1");
    servers.primary.kill();

    assertInstanceOf(Outcome.Unknown.class, outcome.get());
    // Nothing listens now: this one was certainly not done.
    assertInstanceOf(
        Outcome.NotDone.class,
        servers.call("pg.execute", "server", handle("primary"), "sql", slow));
  }

  @Test
  void aSilentServerLeavesNobodyKnowingAndTheCallEnds() throws Exception { // pain 13
    servers.done("pg.writable", "server", handle("primary"));
    servers.primary.pause();
    try {
      Outcome outcome =
          servers.call(
              Duration.ofSeconds(2),
              "pg.execute",
              "server",
              handle("primary"),
              "sql",
              sql("SELECT 1", Map.of()));
      assertFalse(outcome instanceof Outcome.Done, outcome.toString());
      assertFalse(outcome.toString().contains(RealServers.PASSWORD), outcome.toString());
    } finally {
      servers.primary.resume();
    }
  }
}
