package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that reach out to a live target: what they do there, and above all what not. */
final class LiveCommandsTest {
  private static final String FAILOVER = "runbooks/database-failover.runbook";

  @TempDir Path folder;
  private LivePlatform platform;

  @BeforeEach
  void open() throws Exception {
    platform = new LivePlatform(folder, "healthy", 20);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private void nothingIsWritten() {
    // A Lease is no part of the platform, and is taken by runs that act alone.
    assertEquals(List.of(), platform.lab.written());
  }

  @Test
  void observingWritesNothingAndSeesEverything() { // pains 2 and 5, guarantee 14
    Ran observed = platform.runbook("observe", FAILOVER, "--target", platform.profile().toString());

    assertTrue(observed.out().contains("no scenario fits what was seen"), observed.all());
    assertTrue(observed.out().contains("nothing was written"), observed.out());
    nothingIsWritten();
  }

  @Test
  void serversAreReachedByTheirServices() throws Exception {
    String byService =
        platform
            .profileText("lab")
            .replace("pod: postgres-0", "service: postgres")
            .replace("pod: postgres-replica-0", "service: postgres-replica")
            .replace("pod: redis-0", "service: redis");
    Files.writeString(platform.profile(), byService);
    Ran observed = platform.runbook("observe", FAILOVER, "--target", platform.profile().toString());

    for (String server : List.of("up", "replica_up")) {
      assertTrue(observed.out().matches("(?s).*look +" + server + " = true\\s.*"), observed.all());
    }
    nothingIsWritten();
  }

  @Test
  void theClusterItselfIsAnInventory() {
    Ran linted =
        platform.runbook(
            "lint", FAILOVER, "--inventory", "live", "--target", platform.profile().toString());
    assertEquals("", linted.err());
    assertTrue(linted.out().endsWith(": ok\n"), linted.out());
    nothingIsWritten();
  }

  @Test
  void observingIsAReportForACiSystem() {
    Ran junit =
        platform.runbook(
            "observe", FAILOVER, "--target", platform.profile().toString(), "--format", "junit");
    assertTrue(junit.out().startsWith("<?xml"), junit.all());
    assertTrue(junit.out().contains("name=\"database_failover.failover.fence\""), junit.out());
    nothingIsWritten();
  }

  @Test
  void aDryRunShowsWhatTheServersSayToEachCallAndChangesNothing() throws Exception { // pain 1
    platform.losePrimary();
    Ran dry = platform.run("--dry-run");

    assertEquals(0, dry.exitCode(), dry.all());
    assertTrue(dry.out().contains("- spec.replicas: 1"), dry.out());
    assertTrue(dry.out().contains("+ data.DATABASE_HOST: \"postgres-replica\""), dry.out());
    nothingIsWritten();
    assertEquals("t", platform.replica.ask("godel", "SELECT pg_is_in_recovery()"));
  }

  @Test
  void whereNobodyIsAskedNothingIsPromoted() throws Exception { // pain 15
    platform.losePrimary();
    Ran run = platform.run();

    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.out().contains("nobody is at a terminal to be asked"), run.out());
    assertTrue(run.out().contains("taken back, and that was verified"), run.out());
    assertEquals("t", platform.replica.ask("godel", "SELECT pg_is_in_recovery()"));
    assertEquals(1, platform.replicas("postgres"));
  }

  @Test
  void whoHasNotTheRoleAgreesToNothing() throws Exception {
    platform.losePrimary();
    String text = Files.readString(platform.profile()).replace("[admin]", "[alice]");
    Files.writeString(platform.profile(), text);
    Ran run = platform.run("--yes-to", "promote");

    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.out().contains("admin has not the role dba"), run.out());
  }

  @Test
  void anotherRunThatHasTheTargetIsNamed() throws Exception { // pain 22
    ObjectNode lease = JsonNodeFactory.instance.objectNode();
    lease.withObject("/metadata").put("name", "runbook-lock").put("namespace", "godel");
    lease
        .withObject("/spec")
        .put("holderIdentity", "20261125-0300-zzzz")
        .put("leaseDurationSeconds", 3_600)
        .put("renewTime", Instant.now().toString());
    platform.lab.keep("coordination.k8s.io", "leases", lease);
    Ran run = platform.run();

    assertEquals(5, run.exitCode(), run.all());
    assertTrue(run.err().contains("20261125-0300-zzzz"), run.err());
    nothingIsWritten();
  }

  @Test
  void theLockIsGivenBackOnEveryWayOut() throws Exception { // pain 22
    platform.losePrimary();
    assertEquals(1, platform.run().exitCode());
    Ran again = platform.run();
    assertEquals(1, again.exitCode(), again.all());
  }

  @Test
  void anotherClusterBehindTheSameContextIsRefused() throws Exception { // pain 17, guarantee 8
    String text =
        Files.readString(platform.profile())
            .replace("  namespace: godel", "  namespace: godel\n  identity: another");
    Files.writeString(platform.profile(), text);
    Ran run = platform.run();

    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.err().contains("and the profile is for another"), run.err());
    nothingIsWritten();
  }

  @Test
  void theContextThatHappensToBeCurrentIsNoPlaceToActOn() throws Exception { // pain 17
    Files.writeString(
        platform.profile(), Files.readString(platform.profile()).replace("  context: lab\n", ""));
    Ran run = platform.run();

    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.err().contains("the profile names no context"), run.err());
    nothingIsWritten();
  }

  @Test
  void aPlanIsRunOnceAndOnlyAsItWas() throws Exception { // pain 21
    platform.losePrimary();
    Path plan = folder.resolve("plan.json");
    assertEquals(0, platform.runbook("plan", FAILOVER, "--out", plan.toString()).exitCode());
    String[] run = {"run", "--plan", plan.toString(), "--target", platform.profile().toString()};
    assertEquals(1, platform.runbook(run).exitCode());

    Ran again = platform.runbook(run);
    assertEquals(1, again.exitCode(), again.all());
    assertTrue(again.err().contains("was run before"), again.err());

    Files.writeString(plan, Files.readString(plan).replace("\"hash\"", "\"other\""));
    assertEquals(4, platform.runbook(run).exitCode());
  }

  @Test
  void aRunThatIsOverIsShownAndCannotGoOn() throws Exception {
    platform.losePrimary();
    assertEquals(1, platform.run().exitCode());

    Ran shown = platform.runbook("show", "latest");
    assertEquals(0, shown.exitCode(), shown.all());
    assertTrue(shown.out().contains("step fence"), shown.out());
    assertTrue(platform.runbook("runs").out().contains("database_failover"));
    Ran resumed = platform.runbook("resume", "latest");
    assertTrue(resumed.err().contains("is at its end"), resumed.all());
    Ran next = platform.runbook("next", "latest");
    assertTrue(next.out().contains("kubectl -n godel scale"), next.out());
  }

  @Test
  void noSecretIsInAnyFileOrStream() throws Exception { // guarantee 12
    platform.losePrimary();
    Ran run = platform.run("--yes-to", "promote");

    assertEquals(0, run.exitCode(), run.all());
    assertFalse(run.all().contains(LivePlatform.PASSWORD));
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(text(file).contains(LivePlatform.PASSWORD), file.toString());
      }
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
