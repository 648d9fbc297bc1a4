package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job, as a user runs it: the shipped runbook from its text to its exit code. */
final class DatabaseFailoverTest {
  private static final String RUNBOOK = "runbooks/database-failover.runbook";

  @TempDir Path folder;

  private static Ran in(String world, String... more) {
    return Ran.runbook(
        Stream.concat(
                Stream.of("simulate", RUNBOOK, "--world", "runbooks/worlds/" + world + ".yaml"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static void inOrder(String text, String... parts) {
    int from = 0;
    for (String part : parts) {
      int at = text.indexOf(part, from);
      assertTrue(at >= 0, "`" + part + "` is missing behind " + from + " in\n" + text);
      from = at + part.length();
    }
  }

  @Test
  void aLostPrimaryIsFencedThenTheReplicaPromotedThenTheApplicationRepointed() {
    Ran ran = in("primary-lost");
    assertEquals(0, ran.exitCode(), ran.all());
    inOrder(
        ran.out(),
        "Scenario failover",
        "do          k8s.scale(statefulset godel/postgres, replicas: 0)",
        "evidence  ✓ Fenced(server primary",
        "yes by dba",
        "do          pg.promote(server replica)",
        "verify    ✓ the replica accepts writes",
        "DATABASE_HOST",
        "Recovery check",
        "✓ recovered and verified  (exit 0)");
  }

  @Test
  void aMisspeltWorldIsToldWithItsNeighbour() {
    Ran ran = Ran.runbook("simulate", RUNBOOK, "--world", "primary-lots");
    assertEquals(3, ran.exitCode(), ran.all());
    inOrder(ran.err(), "there is no file", "did you mean `primary-lost.yaml`?");
  }

  @Test
  void withNoWorldTheExampleIsTaken() {
    assertEquals(in("primary-lost").exitCode(), Ran.runbook("simulate", RUNBOOK).exitCode());
  }

  @Test
  void aReplicaThatLagsIsNotPromotedAndTheWorldIsAsBefore() {
    Ran ran = in("replica-lagging");
    assertEquals(1, ran.exitCode(), ran.all());
    assertFalse(ran.out().contains("pg.promote(server"), ran.out());
    inOrder(ran.out(), "40MiB <= 16MiB", "the world is as before", "Nothing is changed");
  }

  @Test
  void withoutAUsableBackupNothingIsDeleted() {
    Ran ran = in("corrupted-no-backup");
    assertEquals(1, ran.exitCode(), ran.all());
    assertFalse(ran.out().contains("k8s.delete"), ran.out());
    inOrder(ran.out(), "undo freeze", "Nothing is changed");
  }

  @Test
  void aNoTakesBackWhatWasDone() {
    Ran ran = in("primary-lost", "--deny", "promote");
    assertEquals(1, ran.exitCode(), ran.all());
    inOrder(ran.out(), "✗ no by dba", "undo fence", "replicas: 1", "Nothing is changed");
  }

  @Test
  void silenceIsNoYes() {
    Ran ran = in("primary-lost", "--timeout-at", "promote");
    assertEquals(1, ran.exitCode(), ran.all());
    assertFalse(ran.out().contains("do          pg.promote"), ran.out());
  }

  /** Guarantee 4: an outcome that nobody knows is looked into before anything follows from it. */
  @Test
  void aLostAnswerIsDecidedByItsProbe() {
    Ran ran = in("primary-lost", "--fault", "on call 1 of pg.promote: timeout after effect");
    assertEquals(0, ran.exitCode(), ran.all());
    inOrder(ran.out(), "? no answer", "decided   ✓ it took effect", "point of no return");
  }

  @Test
  void whatOnlyAPersonCanMendHasAnExitCodeOfItsOwn() {
    Ran ran = in("repointing-changes-nothing");
    assertEquals(4, ran.exitCode(), ran.all());
    inOrder(ran.out(), "escalate  ! to Database Admin", "a person has to look");
  }

  /** A promotion without a fenced primary is no program at all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"pg.promote(replica) | ^^^^^^^^^^^^^^^^^^^", "pg.promote(replica, fenced) | ^^^^^^"})
  void withoutTheFencingStepTheTextDoesNotCheck(String call, String underline) throws IOException {
    String text = Files.readString(Path.of(RUNBOOK));
    int start = text.indexOf("    step fence ");
    int end = text.indexOf("    step promote ");
    Path copy = folder.resolve("database-failover.runbook");
    Files.writeString(
        copy,
        text.substring(0, start)
            + text.substring(end, text.indexOf("  // Drills:"))
                .replace("pg.promote(replica, fenced)", call)
            + "}\n");
    for (String sibling : List.of("redis-outage", "agent-storm")) {
      String name = sibling + ".runbook";
      Files.copy(Path.of("runbooks", name), folder.resolve(name));
    }
    Ran ran = Ran.runbook("check", copy.toString());
    assertEquals(3, ran.exitCode(), ran.all());
    inOrder(
        ran.out(),
        "error[E0501]: `pg.promote` needs a pg.Fenced<pg.Server>",
        call,
        " " + underline + " takes",
        "= help:",
        "1 error in 1 file");
  }

  @Test
  void theSameSeedGivesTheSameJournalByteForByte() {
    String[] args = {"simulate", RUNBOOK, "--json", "--seed", "7"};
    assertEquals(Ran.runbook(args).out(), Ran.runbook(args).out());
  }

  @Test
  void allDrillsPass() {
    Ran ran = Ran.runbook("test", "runbooks");
    assertEquals(0, ran.exitCode(), ran.all());
  }
}
