package io.godel.runbook.backend.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.backend.postgres.PostgresProfile;
import io.godel.runbook.backend.simulated.NativeActions;
import io.godel.runbook.lab.process.PostgresProcess;
import io.godel.runbook.lab.process.TestPostgres;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each action of the module backup, on a real dump and real servers. */
class BackupActionsTest {
  private static final String PASSWORD = "canary:backup\\77";
  private static final Instant TAKEN = Instant.parse("2026-11-25T07:56:00Z");
  private static final Instant NOW = Instant.parse("2026-11-25T13:56:00Z");
  private static final Instant CHANGED = Instant.parse("2026-11-20T00:00:00Z");

  @TempDir static Path servers;

  private static PostgresProcess server;
  private static byte[] dump;

  @TempDir Path folder;
  private Programs programs = new Programs(Optional.empty());
  private Map<String, String> environment = System.getenv();

  @BeforeAll
  static void start() throws Exception {
    server = PostgresProcess.create(TestPostgres.binaries(), servers.resolve("pg"), PASSWORD);
    server.start();
    try (InputStream stream = BackupActionsTest.class.getResourceAsStream("/backup/godel.dump")) {
      dump = stream.readAllBytes();
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void fill() throws Exception {
    server.execute("postgres", "DROP DATABASE IF EXISTS godel", "CREATE DATABASE godel");
    put("godel.dump", dump);
    put("half.dump", Arrays.copyOf(dump, dump.length - 600));
    put("text.dump", "no dump at all".getBytes(StandardCharsets.UTF_8));
    put("notes.txt", new byte[] {1});
  }

  private void put(String name, byte[] content) throws Exception {
    Path file = Files.write(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(CHANGED));
  }

  private static PostgresProfile.Server server(String database, int port) {
    return new PostgresProfile.Server(
        new Place.Address("127.0.0.1", port),
        Optional.of(database),
        Optional.of(PostgresProcess.SUPERUSER),
        Optional.empty(),
        new PasswordSource.Usual(),
        new PostgresProfile.Tls(Optional.empty(), Optional.empty(), Optional.empty()),
        Duration.ofSeconds(5),
        Optional.empty());
  }

  private BackupActions actions() {
    Map<String, BackupProfile.Store> stores = new LinkedHashMap<>();
    stores.put("nightly", store(folder.toString(), Optional.of(server("postgres", server.port()))));
    stores.put("untried", store(folder.toString(), Optional.empty()));
    stores.put("gone", store(folder.resolve("gone").toString(), Optional.empty()));
    Map<String, PostgresProfile.Server> known = new LinkedHashMap<>();
    known.put("primary", server("godel", server.port()));
    known.put("down", server("godel", 1));
    return new BackupActions(
        new BackupProfile(stores),
        new PostgresProfile(known),
        programs,
        new BackupActions.Systems(
            place -> new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()),
            source -> Optional.of(PASSWORD),
            new NoPods(),
            environment,
            () -> NOW));
  }

  private static BackupProfile.Store store(String folder, Optional<PostgresProfile.Server> trial) {
    return new BackupProfile.Store(
        folder, Optional.empty(), "*.dump", ZoneOffset.UTC, trial, false);
  }

  private static Value.Handle handle(String type, String name) {
    return new Value.Handle(type, Map.of("name", new Value.Str(name)));
  }

  private Outcome call(String action, String store, String backup, String into)
      throws InterruptedException {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("store", handle("backup.Store", store));
    if (!backup.isEmpty()) {
      values.put("backup", listed(backup));
    }
    if (!into.isEmpty()) {
      values.put("into", handle("pg.Server", into));
    }
    BackupActions on = actions();
    boolean acts = on.acting().containsKey(action);
    LiveAction live = (acts ? on.acting() : on.looking()).get(action);
    Outcome outcome = live.carryOut(new Call("1", action, values, acts, Duration.ofSeconds(60)));
    assertFalse(outcome.toString().contains("canary"), outcome::toString);
    return outcome;
  }

  private Value listed(String name) {
    Path file = folder.resolve(name);
    try {
      return new DumpFile(name, name.startsWith("text") ? CHANGED : TAKEN, Files.size(file))
          .value();
    } catch (IOException gone) {
      return new DumpFile(name, TAKEN, 1).value();
    }
  }

  private static Outcome.NotDone refused(Outcome outcome) {
    return assertInstanceOf(Outcome.NotDone.class, outcome, outcome::toString);
  }

  private static Value done(Outcome outcome) {
    return assertInstanceOf(Outcome.Done.class, outcome, outcome::toString).result();
  }

  private void needPgRestore() {
    assumeTrue(programs.pgRestore(environment).isPresent(), "there is no pg_restore here");
  }

  private static String databases() throws Exception {
    return server.ask("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'runbook%'");
  }

  @Test
  void everyNativeActionIsCarriedOut() {
    TreeSet<String> all = new TreeSet<>(actions().looking().keySet());
    all.addAll(actions().acting().keySet());
    assertEquals(NativeActions.of("backup"), all);
  }

  @Test
  void theOldestBackupComesFirst() throws Exception {
    Value.Items backups = (Value.Items) done(call("backup.list", "nightly", "", ""));
    assertEquals(
        List.of(listed("text.dump"), listed("godel.dump"), listed("half.dump")), backups.values());
    assertEquals("not_found", refused(call("backup.list", "other", "", "")).code());
    assertEquals("not_found", refused(call("backup.list", "gone", "", "")).code());
  }

  @Test
  void whereThereIsNoProgramSomebodyIsToldWhatToDo() throws Exception {
    environment = Map.of("PATH", folder.toString());
    Outcome.NotDone refused = refused(call("backup.verify", "nightly", "godel.dump", ""));
    assertEquals("no_program", refused.code());
    assertTrue(refused.reason().contains("programs: {pg_restore: …}"));
    assertEquals(
        "no_program", refused(call("backup.restore", "nightly", "godel.dump", "primary")).code());
    programs = new Programs(Optional.of(folder.resolve("none").toString()));
    environment = System.getenv();
    assertEquals("no_program", refused(call("backup.verify", "nightly", "godel.dump", "")).code());
  }

  @Test
  void aBackupIsProvenOnATrialServerThatKeepsNothingOfIt() throws Exception {
    needPgRestore();
    Value.Evidence proof =
        (Value.Evidence) done(call("backup.verify", "nightly", "godel.dump", ""));
    assertEquals("backup.Verified", proof.name());
    assertEquals(List.of(handle("backup.Store", "nightly")), proof.about());
    assertEquals(new Value.Str("godel.dump"), proof.facts().get("backup"));
    assertEquals(new Value.Size(dump.length), proof.facts().get("read"));
    assertEquals(new Value.Time(Duration.ofHours(6)), proof.facts().get("age"));
    assertEquals(new Value.Int(3), proof.facts().get("tables"));
    assertEquals(new Value.Int(205), proof.facts().get("rows"));
    assertTrue(((Value.Str) proof.facts().get("checksum")).value().matches("sha256:[0-9a-f]{64}"));
    assertEquals("0", databases());
  }

  @Test
  void whatCannotBeReadToItsEndIsNoBackup() throws Exception {
    needPgRestore();
    assertEquals("unreadable", refused(call("backup.verify", "nightly", "half.dump", "")).code());
    assertEquals("unreadable", refused(call("backup.verify", "nightly", "text.dump", "")).code());
    assertEquals("not_found", refused(call("backup.verify", "nightly", "none.dump", "")).code());
    assertEquals("0", databases());
  }

  @Test
  void anotherFileOfTheSameNameIsAnotherBackup() throws Exception {
    needPgRestore();
    Value before = listed("godel.dump");
    put("godel.dump", Arrays.copyOf(dump, dump.length - 1));
    assertFalse(before.equals(listed("godel.dump")));
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("store", handle("backup.Store", "nightly"));
    values.put("backup", before);
    Outcome outcome =
        actions()
            .looking()
            .get("backup.verify")
            .carryOut(new Call("1", "backup.verify", values, false, Duration.ofSeconds(60)));
    assertEquals("conflict", refused(outcome).code());
  }

  @Test
  void withoutATrialServerNothingIsProven() throws Exception {
    needPgRestore();
    assertEquals("no_trial", refused(call("backup.verify", "untried", "godel.dump", "")).code());
  }

  @Test
  void aBackupIsPutBackOnceAndIsSeenToBeThere() throws Exception {
    needPgRestore();
    server.execute("postgres", "COMMENT ON DATABASE godel IS 'of the platform'");
    assertEquals(new Value.Bool(false), restored("godel.dump"));
    done(call("backup.restore", "nightly", "godel.dump", "primary"));
    assertEquals(new Value.Bool(true), restored("godel.dump"));
    assertEquals(new Value.Bool(false), restored("half.dump"));
    assertEquals("200", server.ask("godel", "SELECT count(*) FROM agents"));
    assertEquals(
        "postgres",
        server.ask("godel", "SELECT tableowner FROM pg_tables WHERE tablename='teams'"));
    assertTrue(comment().startsWith("of the platform [runbook: restored nightly/godel.dump"));
    // A second time it is there already, and nothing is done.
    server.execute("godel", "DELETE FROM audit");
    done(call("backup.restore", "nightly", "godel.dump", "primary"));
    assertEquals("200", server.ask("godel", "SELECT count(*) FROM agents"));
  }

  private Value restored(String backup) throws Exception {
    return done(call("backup.restored", "nightly", backup, "primary"));
  }

  private static String comment() throws Exception {
    return server.ask(
        "godel",
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'godel'");
  }

  @Test
  void whatIsThereIsNotOverwritten() throws Exception {
    server.execute("godel", "CREATE TABLE mine (x int)");
    Outcome.NotDone refused = refused(call("backup.restore", "nightly", "godel.dump", "primary"));
    assertEquals("not_empty", refused.code());
    assertEquals(new Value.Bool(false), restored("godel.dump"));
  }

  @Test
  void aRestoreThatFailsLeavesNothing() throws Exception {
    needPgRestore();
    assertEquals(
        "unreadable", refused(call("backup.restore", "nightly", "half.dump", "primary")).code());
    assertEquals(
        "0", server.ask("godel", "SELECT count(*) FROM pg_tables WHERE schemaname='public'"));
    // Whoever fills it now has not restored it.
    server.execute("godel", "CREATE TABLE mine (x int)");
    assertEquals(new Value.Bool(false), restored("half.dump"));
  }

  @Test
  void aRestoreThatEndedUnseenIsSeenByTheMarkFromBefore() throws Exception {
    needPgRestore();
    done(call("backup.restore", "nightly", "godel.dump", "primary"));
    String begun = comment().replace("restored", "restoring");
    server.execute("godel", "COMMENT ON DATABASE godel IS '" + begun + "'");
    assertEquals(new Value.Bool(true), restored("godel.dump"));
    server.execute("godel", "DROP TABLE agents", "DROP TABLE teams", "DROP TABLE audit");
    assertEquals(new Value.Bool(false), restored("godel.dump"));
  }

  @Test
  void aServerThatIsDownOrUnknownIsTold() throws Exception {
    assertEquals(
        new Outcome.NotDone("unreachable", "connection refused", false),
        call("backup.restored", "nightly", "godel.dump", "down"));
    assertEquals(
        "unreachable", refused(call("backup.restore", "nightly", "godel.dump", "down")).code());
    assertEquals(
        "not_found", refused(call("backup.restore", "nightly", "godel.dump", "none")).code());
  }

  @Test
  void thePasswordStandsOnNoCommandLineAndInNoFileAfterwards() throws Exception {
    Path spy = folder.resolve("pg_restore");
    Path seen = folder.resolve("seen.txt");
    Files.writeString(
        spy,
        """
        #!/bin/sh
        { echo "args: $*"; env; stat -c 'mode: %%a' "$PGPASSFILE"; cat "$PGPASSFILE"; } >> %s
        case "$1" in --list) exit 0;; esac
        echo 'pg_restore: error: no space left' >&2
        exit 1
        """
            .formatted(seen));
    assertTrue(spy.toFile().setExecutable(true));
    programs = new Programs(Optional.of(spy.toString()));
    assertEquals(
        "invalid", refused(call("backup.restore", "nightly", "godel.dump", "primary")).code());
    List<String> lines = Files.readAllLines(seen);
    assertTrue(lines.contains("mode: 600"), lines::toString);
    assertTrue(lines.contains("*:*:*:*:canary\\:backup\\\\77"), lines::toString);
    assertEquals(1, lines.stream().filter(line -> line.contains("canary")).count());
    String file =
        lines.stream().filter(it -> it.startsWith("PGPASSFILE=")).findFirst().orElseThrow();
    assertFalse(Files.exists(Path.of(file.substring("PGPASSFILE=".length()))));
  }
}
