package io.godel.runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is made again from what is kept of it, with its very plan. */
class StoredRunTest {
  private static final Map<String, String> PARAMS = Map.of("max_lag", "64MiB");

  private static final String CALLER =
      """
      use k8s
      runbook caller "Caller" {
        param token: Secret<String>
        param many: Int = 3
        let api = k8s.deployment("api", in: "x")
        scenario main "Main" when not api.ready {
          call the_part()
          step s "S" {
            do k8s.scale(api, many)
            verify "it is ready" api.ready within 1m every 5s
            undo keep because "so"
          }
        }
        recovered { verify "it is ready" api.ready within 1m every 5s }
      }
      """;
  private static final String PART =
      """
      use k8s
      runbook the_part "Part" {
        let api = k8s.deployment("api", in: "x")
        scenario main "Main" when not api.ready {
          step p "P" { manual "Look" by "sre" within 1h }
        }
        recovered { verify "it is ready" api.ready within 1m every 5s }
      }
      """;

  @TempDir Path folder;
  private Rehearsal rehearsal;

  @BeforeEach
  void begin() {
    rehearsal = new Rehearsal(folder);
  }

  static Plan plan(Path file, Map<String, String> params) {
    TypedRunbook runbook = Rehearsal.PROJECT.check(file).tree().get(0);
    return Planner.plan(runbook, Arguments.read(runbook, params));
  }

  private static StoredRun load(RunFolder run) throws StateException {
    return StoredRun.load(run, Rehearsal.PROJECT, Map.of());
  }

  private RunFolder failover() throws StateException {
    return rehearsal.create(Rehearsal.FAILOVER, PARAMS, Rehearsal.WALL);
  }

  @Test
  void theStoryIsToldAgainAsItHappened() throws StateException, IOException {
    RunFolder run = failover();
    Simulation.Result result = rehearsal.failover(run, "primary-lost");
    StoredRun stored = load(Runs.find(rehearsal.home, run.run()));
    assertEquals(plan(Rehearsal.FAILOVER, PARAMS).hash(), stored.plan().hash());
    List<String> told = result.notices().stream().map(it -> it.at() + " " + it.notice()).toList();
    List<String> again = stored.story().stream().map(it -> it.at() + " " + it.notice()).toList();
    assertEquals(told, again);
    assertEquals(result.ending(), stored.recovery().state().ending().orElseThrow());
    assertEquals(new OpenMatters(List.of(), List.of(), List.of(), List.of()), stored.open());
    assertEquals(List.of(), stored.since());
    assertFalse(stored.recovery().canGoOn());
  }

  @Test
  void whereverItIsCutOffItIsABeginningOfTheStory() throws StateException, IOException { // pain 14
    RunFolder run = failover();
    rehearsal.failover(run, "primary-lost");
    List<StoredRun.Told> whole = load(run).story();
    List<String> lines = Files.readAllLines(run.journalFile());
    for (int kept = 1; kept <= lines.size(); kept++) {
      Files.write(run.journalFile(), lines.subList(0, kept));
      StoredRun part = load(run);
      assertEquals(whole.subList(0, part.story().size()).toString(), part.story().toString());
      assertEquals(kept < lines.size(), part.recovery().canGoOn());
      boolean calls = lines.get(kept - 1).contains("\"kind\":\"invoke\"");
      assertEquals(calls, !part.open().inDoubt().isEmpty(), lines.get(kept - 1));
    }
  }

  @Test
  void everythingIsForItsOwnerAlone() throws StateException, IOException {
    RunFolder run = failover();
    rehearsal.failover(run, "primary-lost");
    run.ended(new Ending(Ending.Kind.RECOVERED, ""));
    try (Stream<Path> all = Files.walk(run.path())) {
      for (Path each : all.toList()) {
        assertTrue(
            Files.getPosixFilePermissions(each).stream()
                .allMatch(it -> it.name().startsWith("OWNER")),
            each.toString());
      }
    }
  }

  @Test
  void itGoesOnWithTheTextThatWasApproved() throws StateException, IOException { // pain 9
    Path caller = runbooks();
    RunFolder run = rehearsal.create(caller, Map.of("token", "hunter2"), Rehearsal.WALL);
    begun(run);
    Files.writeString(caller, CALLER.replace("= 3", "= 4"));
    Files.delete(caller.resolveSibling("the-part.runbook"));
    StoredRun stored = StoredRun.load(run, Rehearsal.PROJECT, Map.of("token", "x", "other", "y"));
    assertEquals(run.head().plan(), stored.plan().hash());
    assertEquals(
        List.of(
            caller + " has changed",
            "there is no file " + caller.resolveSibling("the-part.runbook")),
        stored.since());
  }

  @Test
  void aSecretIsNotKept() throws StateException, IOException { // guarantee 12
    RunFolder run = rehearsal.create(runbooks(), Map.of("token", "hunter2"), Rehearsal.WALL);
    begun(run);
    try (Stream<Path> all = Files.walk(run.path())) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(each).contains("hunter2"), each.toString());
      }
    }
    assertTrue(
        refusal(run).contains("`token` is secret and was not kept: give it again"), refusal(run));
    StoredRun seen = StoredRun.look(run, Rehearsal.PROJECT);
    assertEquals(run.head().plan(), seen.plan().hash());
    assertEquals(Stand.Kind.INTERRUPTED, Stand.of(run, Rehearsal.PROJECT).kind());
  }

  @Test
  void anotherPlanIsNotGoneOnWith() throws StateException, IOException { // guarantee 2, pain 9
    RunFolder run = failover();
    begun(run);
    Path text = run.textFile();
    Files.writeString(text, Files.readString(text).replace("max_lag: Bytes", "max_lagg: Bytes"));
    assertTrue(refusal(run).contains("is no runbook for this program"), refusal(run));
    Files.writeString(text, Files.readString(Rehearsal.FAILOVER).replace("= 26h", "= 27h"));
    assertTrue(refusal(run).contains("it makes another plan of the same text"), refusal(run));
  }

  @Test
  void aDamagedJournalIsSaidToBe() throws StateException, IOException {
    RunFolder run = failover();
    begun(run);
    Files.writeString(run.journalFile(), "{}\n");
    assertTrue(
        refusal(run).startsWith("run " + run.run() + ": line 1 of the journal"), refusal(run));
  }

  private static String refusal(RunFolder run) {
    return assertThrows(StateException.class, () -> load(run)).getMessage();
  }

  private Path runbooks() throws IOException {
    Path caller = folder.resolve("caller.runbook");
    Files.writeString(caller, CALLER);
    Files.writeString(folder.resolve("the-part.runbook"), PART);
    return caller;
  }

  private static void begun(RunFolder run) throws StateException, IOException {
    try (var journal = run.begin(Rehearsal.WALL)) {
      journal.append(new Journal.Opened(0, run.head().runbook(), run.head().plan()));
    }
  }
}
