package io.godel.runbook.backend.simulated.postgres;

import static io.godel.runbook.backend.simulated.postgres.PostgresBench.server;
import static io.godel.runbook.backend.simulated.postgres.PostgresBench.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Hosts;
import io.godel.runbook.backend.simulated.NativeActions;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each action of the module pg, on servers in every state that they can be in. */
class PostgresActionsTest {
  private static final Value YES = new Value.Bool(true);
  private static final Value NO = new Value.Bool(false);

  private final PostgresBench bench = PostgresBench.pair();

  private Value ask(String action, String server) {
    return bench.done(bench.read(action, "server", server(server)));
  }

  private Reply promote() {
    return promote("postgres");
  }

  private Reply promote(String about) {
    List<Value> subjects = List.of(server(about));
    Value fenced = new Value.Evidence("pg.Fenced", subjects, bench.time.now(), Map.of());
    return bench.call(
        "pg.promote", true, "candidate", server("postgres-replica"), "fenced", fenced);
  }

  private long lag() {
    Value lag = bench.done(bench.read("pg.replay_lag", "replica", server("postgres-replica")));
    return ((Value.Size) lag).bytes();
  }

  @Test
  void everyNativeActionIsCarriedOut() {
    assertEquals(
        NativeActions.of("pg"), new TreeSet<>(PostgresActions.actions(bench.model).keySet()));
  }

  @Test
  void aHealthyPair() {
    assertEquals(YES, ask("pg.answers", "postgres"));
    assertEquals(YES, ask("pg.writable", "postgres"));
    assertEquals(NO, ask("pg.writable", "postgres-replica"));
    assertEquals(YES, ask("pg.in_recovery", "postgres-replica"));
    assertEquals(
        ask("pg.system_identifier", "postgres"), ask("pg.system_identifier", "postgres-replica"));
    assertEquals(new Value.Int(1), ask("pg.timeline", "postgres-replica"));
    Value.Fields replication = (Value.Fields) ask("pg.replication", "postgres-replica");
    assertEquals(YES, replication.field("streaming"));
    assertEquals(1, ((Value.Items) ask("pg.standbys", "postgres")).values().size());
    assertEquals(List.of("postgres"), bench.model.writers());
  }

  @Test
  void aStoppedServerRefuses() {
    bench.pods.set("postgres-0", Hosts.State.STOPPED);
    assertEquals(NO, ask("pg.answers", "postgres"));
    assertEquals(NO, ask("pg.writable", "postgres"));
    Outcome.NotDone refused =
        bench.refused(bench.read("pg.in_recovery", "server", server("postgres")));
    assertEquals(new Outcome.NotDone("unreachable", "connection refused", false), refused);
  }

  @Test
  void ofAnUnreachableServerNothingIsKnown() {
    bench.pods.set("postgres-0", Hosts.State.UNREACHABLE);
    Reply reply = bench.read("pg.answers", "server", server("postgres"));
    assertEquals("unreachable", bench.refused(reply).code());
    assertTrue(bench.refused(reply).retriable());
    assertEquals(PostgresBench.TIMEOUT, reply.after());
    Reply acting =
        bench.call(
            "pg.terminate",
            true,
            "server",
            server("postgres"),
            "sessions",
            new Value.Items(List.of()));
    assertInstanceOf(Outcome.Unknown.class, acting.outcome());
  }

  @Test
  void aServerThatStartsTakesNobodyYet() {
    bench.pods.set("postgres-0", Hosts.State.STOPPED);
    bench.pods.set("postgres-0", Hosts.State.RUNNING);
    Outcome.NotDone refused = bench.refused(bench.read("pg.answers", "server", server("postgres")));
    assertTrue(refused.retriable() && refused.reason().contains("starting up"), refused.reason());
    bench.pass(ServerSpec.STARTUP);
    assertEquals(YES, ask("pg.answers", "postgres"));
  }

  @Test
  void fencingWantsTheSetAtRest() {
    Value fenced = server("postgres");
    bench.pods.set("postgres-0", Hosts.State.STOPPED);
    Reply crashed = bench.read("pg.fence", "server", fenced, "proof", set("postgres"));
    assertEquals("not_fenced", bench.refused(crashed).code());
    bench.pods.set("postgres-0", Hosts.State.UNREACHABLE);
    Reply lost = bench.read("pg.fence", "server", fenced, "proof", set("postgres"));
    assertEquals("not_fenced", bench.refused(lost).code());
    bench.pods.scaleToZero("postgres");
    bench.pods.scaleToZero("redis");
    Reply other = bench.read("pg.fence", "server", fenced, "proof", set("redis"));
    assertEquals("not_fenced", bench.refused(other).code());
    Value.Evidence evidence =
        (Value.Evidence)
            bench.done(bench.read("pg.fence", "server", fenced, "proof", set("postgres")));
    assertEquals(List.of(fenced, set("postgres")), evidence.about());
    assertEquals("pg.Fenced", evidence.name());
  }

  @Test
  void aWordFences() {
    bench.pods.set("postgres-0", Hosts.State.UNREACHABLE);
    Reply no = bench.read("pg.fenced_by_word", "server", server("postgres"), "word", NO);
    assertEquals("not_fenced", bench.refused(no).code());
    bench.done(bench.read("pg.fenced_by_word", "server", server("postgres"), "word", YES));
  }

  @Test
  void theReceiverOfAReplicaGoesWithItsPrimary() {
    Value receiver =
        bench.done(bench.read("pg.wal_receiver", "replica", server("postgres-replica")));
    Value.Fields fields = (Value.Fields) receiver;
    assertEquals(new Value.Str("streaming"), fields.field("status"));
    assertEquals(new Value.Str("postgres"), fields.field("sender"));
    assertEquals(new Value.Int(1), fields.field("timeline"));
    bench.pods.scaleToZero("postgres");
    assertEquals(
        new Value.None(),
        bench.done(bench.read("pg.wal_receiver", "replica", server("postgres-replica"))));
  }

  @Test
  void aWordAgainstWhatIsSeenFencesNothing() {
    Reply seen = bench.read("pg.fenced_by_word", "server", server("postgres"), "word", YES);
    assertEquals("not_fenced", bench.refused(seen).code());
  }

  @Test
  void promotionBeginsATimeline() {
    bench.pods.scaleToZero("postgres");
    Reply reply = promote();
    bench.done(reply);
    assertEquals(NO, ask("pg.writable", "postgres-replica"));
    bench.pass(reply.after());
    assertEquals(YES, ask("pg.writable", "postgres-replica"));
    assertEquals(new Value.Int(2), ask("pg.timeline", "postgres-replica"));
    assertEquals("not_in_recovery", bench.refused(promote()).code());
  }

  /** A fence around some other server leaves the one that the replica follows writable. */
  @Test
  void theFencedServerHasToBeTheOneThatTheReplicaFollows() {
    bench.pods.scaleToZero("postgres");
    assertEquals("not_fenced", bench.refused(promote("postgres-replica")).code());
    bench.done(promote("postgres"));
  }

  @Test
  void anOldPrimaryThatComesBackIsASplitBrain() {
    bench.pods.scaleToZero("postgres");
    promote();
    bench.pass(Duration.ofSeconds(10));
    bench.pods.scaleToOne("postgres");
    bench.pass(ServerSpec.STARTUP);
    assertEquals(List.of("postgres", "postgres-replica"), bench.model.writers());
    Value.Fields replication = (Value.Fields) ask("pg.replication", "postgres-replica");
    assertEquals(NO, replication.field("streaming"));
  }

  @Test
  void whatWasNotReceivedIsLost() {
    bench.model.setWriteRate("postgres", 10L << 20);
    bench.pass(Duration.ofSeconds(10));
    bench.pods.scaleToZero("postgres");
    Value bound =
        bench.done(
            bench.read(
                "pg.loss_bound",
                "candidate",
                server("postgres-replica"),
                "primary",
                server("postgres")));
    assertEquals(new Value.Size(1L << 20), bound);
    assertEquals(0, bench.model.lostBytes());
    promote();
    bench.pass(Duration.ofSeconds(10));
    assertEquals(1L << 20, bench.model.lostBytes());
    assertEquals(
        "not_in_recovery",
        bench
            .refused(
                bench.read(
                    "pg.loss_bound",
                    "candidate",
                    server("postgres-replica"),
                    "primary",
                    server("postgres")))
            .code());
  }

  @Test
  void lagGrowsAndShrinks() {
    bench.model.setWriteRate("postgres", 1L << 20);
    bench.model.setReplayRate("postgres-replica", 0);
    bench.pass(Duration.ofSeconds(20));
    long grown = lag();
    assertTrue(grown > 19L << 20, "lag " + grown);
    bench.model.setReplayRate("postgres-replica", 2L << 20);
    bench.pass(Duration.ofSeconds(10));
    assertTrue(lag() < grown && lag() > 0, "lag " + lag());
    bench.pass(Duration.ofSeconds(30));
    assertEquals(0, lag());
  }

  @Test
  void whatIsReceivedIsReplayedBeforePromotion() {
    bench.model.setWriteRate("postgres", 1L << 20);
    bench.model.setReplayRate("postgres-replica", 0);
    bench.pass(Duration.ofSeconds(20));
    bench.model.setReplayRate("postgres-replica", 1L << 20);
    bench.pods.scaleToZero("postgres");
    Reply reply = promote();
    assertTrue(reply.after().compareTo(Duration.ofSeconds(20)) > 0, reply.toString());
    bench.pass(Duration.ofSeconds(10));
    assertEquals(NO, ask("pg.writable", "postgres-replica"));
    bench.pass(reply.after());
    assertEquals(YES, ask("pg.writable", "postgres-replica"));
  }

  @Test
  void aPausedReplayDoesNotPromote() {
    bench.model.setWriteRate("postgres", 1L << 20);
    bench.model.setReplayRate("postgres-replica", 0);
    bench.pass(Duration.ofSeconds(20));
    bench.pods.scaleToZero("postgres");
    assertInstanceOf(Outcome.Unknown.class, promote().outcome());
    bench.pass(Duration.ofMinutes(10));
    assertEquals(NO, ask("pg.writable", "postgres-replica"));
  }

  @Test
  void settingsAreFoundOrNot() {
    Reply found =
        bench.read(
            "pg.setting", "server", server("postgres"), "name", new Value.Str("max_connections"));
    assertEquals(new Value.Str("100"), bench.done(found));
    Reply none =
        bench.read("pg.setting", "server", server("postgres"), "name", new Value.Str("colour"));
    assertEquals("not_found", bench.refused(none).code());
  }

  @Test
  void aServerThatIsFullRefusesEvenTheOperator() {
    SessionSpec client = SessionSpec.idle("godel_user", "godel-api");
    PostgresBench full =
        new PostgresBench(ServerSpec.primary("postgres").with(2, 0, List.of(client, client)));
    Outcome.NotDone refused = full.refused(full.read("pg.writable", "server", server("postgres")));
    assertTrue(refused.reason().contains("sorry, too many clients already"));
    assertEquals(false, full.model.hasRoom("postgres"));
    PostgresBench reserved =
        new PostgresBench(
            ServerSpec.primary("postgres").with(4, 2, List.of(client, client, client)));
    assertEquals(2, reserved.model.clients("postgres"));
    assertEquals(false, reserved.model.connect("postgres", client));
    reserved.done(reserved.read("pg.sessions", "server", server("postgres")));
  }

  @Test
  void aRenewedSessionIsAnotherOne() {
    SessionSpec brief =
        new SessionSpec(
            "u",
            "a",
            "a",
            "active",
            Duration.ZERO,
            Duration.ZERO,
            Optional.empty(),
            "SELECT 1",
            Optional.of(Duration.ofSeconds(30)));
    PostgresBench busy =
        new PostgresBench(ServerSpec.primary("postgres").with(10, 1, List.of(brief)));
    Value before = busy.done(busy.read("pg.sessions", "server", server("postgres")));
    Value session = ((Value.Items) before).values().get(0);
    assertEquals(
        YES,
        busy.done(busy.read("pg.connected", "server", server("postgres"), "session", session)));
    busy.pass(Duration.ofMinutes(1));
    Reply ended = busy.call("pg.terminate", true, "server", server("postgres"), "sessions", before);
    assertEquals(new Value.Int(0), busy.done(ended));
    assertEquals(1, busy.model.clients("postgres"));
  }

  @Test
  void aLostVolumeLeavesAnEmptyServer() {
    bench.model.corrupt("postgres");
    bench.pods.scaleToZero("postgres");
    bench.model.volumeLost("postgres-storage-postgres-0");
    bench.pods.scaleToOne("postgres");
    bench.pass(ServerSpec.STARTUP);
    assertEquals(false, bench.model.isCorrupted("postgres"));
    assertTrue(bench.model.database("postgres", "godel").orElseThrow().isEmpty());
    Value.Fields replication = (Value.Fields) ask("pg.replication", "postgres-replica");
    assertEquals(NO, replication.field("streaming"));
  }

  @Test
  void faultsOfTheProcess() {
    bench.model.connect("postgres", SessionSpec.idle("u", "a"));
    bench.model.dropConnections("postgres");
    assertEquals(0, bench.model.clients("postgres"));
    bench.model.stopServer("postgres");
    assertEquals(NO, ask("pg.answers", "postgres"));
    bench.model.startServer("postgres");
    bench.pass(ServerSpec.STARTUP);
    assertEquals(YES, ask("pg.writable", "postgres"));
  }

  @Test
  void anUnknownServerIsNotFound() {
    assertEquals(
        "not_found", bench.refused(bench.read("pg.answers", "server", server("nobody"))).code());
  }
}
