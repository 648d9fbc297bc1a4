package io.godel.runbook.backend.simulated.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Hosts;
import io.godel.runbook.backend.simulated.NativeActions;
import io.godel.runbook.backend.simulated.PodsByHand;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.backend.simulated.postgres.PostgresModel;
import io.godel.runbook.backend.simulated.postgres.ServerSpec;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.value.Value;
import io.godel.runbook.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Backups are listed, proven and put back, or it is said why not. */
class BackupActionsTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final String CLAIM = "postgres-storage-postgres-0";
  private static final String WORLD =
      """
      nightly:
        holds:
          - {name: new.dump, age: 6h}
          - {name: old.dump, state: stale, size: 1GiB}
          - {name: gone.dump, state: missing}
          - {name: torn.dump, state: unreadable}
      """;

  private final VirtualTime time = new VirtualTime(START);
  private final PodsByHand pods = new PodsByHand();
  private final PostgresModel postgres =
      new PostgresModel(List.of(ServerSpec.primary("postgres")), pods, time);
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final BackupModel model = new BackupModel(stores(WORLD), postgres, time);

  private List<StoreSpec> stores(String yaml) {
    return BackupWorld.read(
        YamlReader.read(new SourceFile("world.yaml", yaml)).tree().orElseThrow(),
        START,
        diagnostics);
  }

  private Reply call(String action, String backup) {
    Map<String, Value> arguments = new LinkedHashMap<>();
    arguments.put("store", handle("backup.Store", "nightly"));
    arguments.put("backup", listed(backup));
    arguments.put("into", handle("pg.Server", "postgres"));
    boolean acts = action.equals("backup.restore");
    return BackupActions.actions(model)
        .get(action)
        .carryOut(new Call("1", action, arguments, acts, Duration.ofMinutes(30)));
  }

  /** As the store lists it; one that it does not list has nothing but a name. */
  private Value listed(String name) {
    Value named = new Value.Str(name);
    Call list =
        new Call(
            "1",
            "backup.list",
            Map.of("store", handle("backup.Store", "nightly")),
            false,
            Duration.ofMinutes(1));
    Value all = done(BackupActions.actions(model).get("backup.list").carryOut(list));
    return ((Value.Items) all)
        .values().stream()
            .filter(each -> ((Value.Fields) each).field("name").equals(named))
            .findFirst()
            .orElse(new Value.Fields("backup.Backup", Map.of("name", named)));
  }

  private static Value.Handle handle(String type, String name) {
    return new Value.Handle(type, Map.of("name", new Value.Str(name)));
  }

  private static Value done(Reply reply) {
    return assertInstanceOf(Outcome.Done.class, reply.outcome(), reply::toString).result();
  }

  private static String code(Reply reply) {
    return assertInstanceOf(Outcome.NotDone.class, reply.outcome(), reply::toString).code();
  }

  private void pass(Duration duration) {
    time.advance(time.now().plus(duration), () -> false);
  }

  private void freshServer() {
    pods.scaleToZero("postgres");
    postgres.volumeLost(CLAIM);
    pods.scaleToOne("postgres");
    pass(ServerSpec.STARTUP);
  }

  @Test
  void everyNativeActionIsCarriedOut() {
    assertEquals(NativeActions.of("backup"), new TreeSet<>(BackupActions.actions(model).keySet()));
  }

  @Test
  void theOldestComesFirst() {
    List<Value> listed = ((Value.Items) done(call("backup.list", ""))).values();
    assertEquals(List.of(), diagnostics);
    assertEquals(4, listed.size());
    assertEquals(new Value.Str("old.dump"), ((Value.Fields) listed.get(0)).field("name"));
  }

  @Test
  void verifyingTakesAsLongAsTheBackupIsLarge() {
    Reply whole = call("backup.verify", "new.dump");
    Value.Evidence verified = (Value.Evidence) done(whole);
    assertEquals("backup.Verified", verified.name());
    assertEquals(new Value.Time(Duration.ofHours(6)), verified.facts().get("age"));
    Reply half = call("backup.verify", "old.dump");
    assertTrue(half.after().compareTo(whole.after()) < 0);
    assertTrue(whole.after().compareTo(Duration.ofMinutes(1)) > 0, whole.toString());
  }

  @Test
  void aListingProvesNothing() {
    assertEquals("not_found", code(call("backup.verify", "gone.dump")));
    assertEquals("unreadable", code(call("backup.verify", "torn.dump")));
    assertEquals("not_found", code(call("backup.verify", "never.dump")));
  }

  @Test
  void aServerWithDataIsNotOverwritten() {
    assertEquals("not_empty", code(call("backup.restore", "new.dump")));
  }

  @Test
  void anEmptyServerIsFilled() {
    freshServer();
    Reply reply = call("backup.restore", "new.dump");
    done(reply);
    assertEquals("conflict", code(call("backup.restored", "new.dump")));
    pass(reply.after());
    assertEquals(new Value.Bool(true), done(call("backup.restored", "new.dump")));
    assertEquals(new Value.Bool(false), done(call("backup.restored", "old.dump")));
    assertEquals(Reply.done(), call("backup.restore", "new.dump"));
    assertEquals("not_empty", code(call("backup.restore", "old.dump")));
  }

  @Test
  void whatABrokenRestoreLeftMayBeFilledAgain() {
    freshServer();
    Reply broken = call("backup.restore", "new.dump");
    pods.set("postgres-0", Hosts.State.STOPPED);
    assertEquals("unreachable", code(call("backup.restored", "new.dump")));
    pods.set("postgres-0", Hosts.State.RUNNING);
    pass(broken.after());
    assertEquals(new Value.Bool(false), done(call("backup.restored", "new.dump")));
    pass(call("backup.restore", "new.dump").after());
    assertEquals(new Value.Bool(true), done(call("backup.restored", "new.dump")));
  }

  @Test
  void mistakesInAWorldAreTold() {
    stores("nightly: {holds: [{state: rotten}], rate: fast}");
    assertEquals(
        List.of(
            "this has to be an amount of data, as 16MiB",
            "this has to be one of good, stale, missing, unreadable",
            "`name` is missing here"),
        diagnostics.stream().map(Diagnostic::message).toList());
  }
}
