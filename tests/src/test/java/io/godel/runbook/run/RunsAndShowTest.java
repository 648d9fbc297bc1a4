package io.godel.runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godel.runbook.cli.Ran;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was run on this machine is listed, and told again. */
class RunsAndShowTest {
  private static final String SIMULATE =
      "simulate runbooks/database-failover.runbook --world primary-lost -p max_lag=64MiB";

  @TempDir Path folder;
  private Rehearsal rehearsal;

  @BeforeEach
  void begin() {
    rehearsal = new Rehearsal(folder);
  }

  private Ran runbook(String line) {
    return Ran.with(Map.of("XDG_STATE_HOME", folder.toString()), line.split(" "));
  }

  private RunFolder failover(Duration after) throws StateException {
    return rehearsal.create(
        Rehearsal.FAILOVER, Map.of("max_lag", "64MiB"), () -> Rehearsal.AT.plus(after));
  }

  private void cut(RunFolder run, int lines) throws IOException {
    List<String> all = Files.readAllLines(run.journalFile());
    Files.write(run.journalFile(), all.subList(0, lines));
  }

  private int firstCall(RunFolder run) throws IOException {
    List<String> all = Files.readAllLines(run.journalFile());
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).contains("\"kind\":\"invoke\"")) {
        return i + 1;
      }
    }
    throw new AssertionError("the run calls nothing");
  }

  @Test
  void withoutARunThereIsNone() {
    assertEquals("there is no run yet\n", runbook("runs").all());
    assertEquals("error: there is no run yet\n", runbook("show latest").all());
    assertEquals(4, runbook("show latest").exitCode());
  }

  @Test
  void theNewestIsFirstAndEachSaysHowItStands() throws StateException, IOException {
    RunFolder ended = failover(Duration.ZERO);
    Simulation.Result result = rehearsal.failover(ended, "primary-lost");
    ended.ended(result.ending());
    RunFolder stopped = failover(Duration.ofSeconds(1));
    rehearsal.failover(stopped, "primary-lost");
    cut(stopped, firstCall(stopped));
    RunFolder refused = failover(Duration.ofSeconds(2));
    RunFolder damaged = failover(Duration.ofSeconds(3));
    Files.writeString(damaged.journalFile(), "{}\n");
    RunFolder unkept = failover(Duration.ofMillis(3500));
    rehearsal.failover(unkept, "primary-lost");
    String all = "  database_failover  production  2026-11-25T05:41:0%sZ  ann@example.com  %s\n";
    assertEquals(
        "run                 runbook            target      started               by               state\n"
            + unkept.run()
            + all.formatted("3", "recovered")
            + damaged.run()
            + all.formatted("3", "unreadable")
            + "  run "
            + damaged.run()
            + ": line 1 of the journal is no record; the run cannot go on from it: keep the file as"
            + " it is, see with `runbook show` what was done before that line, and bring the rest"
            + " to an end by hand\n"
            + refused.run()
            + all.formatted("2", "not begun")
            + stopped.run()
            + all.formatted("1", "interrupted")
            + ended.run()
            + all.formatted("0", "recovered"),
        runbook("runs").all());
  }

  private static Journal.Record shown(Journal.Record record) {
    return record instanceof Journal.Received it && it.input() instanceof Input.Decided said
        ? new Journal.Received(
            it.sequence(),
            new Input.Decided(
                said.at(),
                said.request(),
                said.decision(),
                said.by(),
                said.reason(),
                List.of("k8s.scale would change:", "  - spec.replicas: 1")))
        : record;
  }

  @Test
  void whatAnApproverSawIsShown() throws StateException, IOException {
    rehearsal.failover(failover(Duration.ZERO), "primary-lost", RunsAndShowTest::shown);
    String told = runbook("show latest").out();
    int yes = told.indexOf("✓ yes by dba");
    assertTrue(yes > 0, told);
    List<String> after = told.substring(yes).lines().map(String::strip).toList();
    assertEquals(
        List.of("k8s.scale would change:", "- spec.replicas: 1"), after.subList(1, 3), told);
  }

  @Test
  void aRunOfWhichNothingCanBeReadHidesNoOther() throws StateException, IOException {
    Path damaged = failover(Duration.ZERO).path().resolve("run.json");
    Files.writeString(damaged, "{");
    String other = failover(Duration.ofSeconds(1)).run();
    Ran listed = runbook("runs");
    assertEquals(4, listed.exitCode());
    assertTrue(listed.out().contains(other), listed.out());
    assertEquals("error: %s is damaged\n".formatted(damaged), listed.err());
    assertTrue(runbook("show latest").out().contains(other));
  }

  @Test
  void whatWasKeptOfTheEndDoesNotCountOnceTheJournalWentOn() throws StateException, IOException {
    RunFolder run = failover(Duration.ZERO);
    Simulation.Result result = rehearsal.failover(run, "primary-lost");
    run.ended(result.ending());
    cut(run, firstCall(run));
    assertTrue(runbook("runs").out().endsWith("  interrupted\n"));
  }

  @Test
  void aRunThatIsCarriedOnIsRunning() throws Exception {
    RunFolder run = failover(Duration.ZERO);
    rehearsal.failover(run, "primary-lost");
    cut(run, firstCall(run));
    try (Child holder =
        Child.start(LockHolder.class, List.of(run.path().resolve("lock").toString(), run.run()))) {
      assertEquals("taken", holder.line());
      assertTrue(runbook("runs").out().endsWith("  running\n"));
      assertTrue(runbook("show latest").out().contains("\nIt goes on right now\n"));
    }
    assertTrue(runbook("runs").out().endsWith("  interrupted\n"));
  }

  @Test
  void showTellsWhatTheRunTold() throws StateException, IOException {
    RunFolder run = failover(Duration.ZERO);
    rehearsal.failover(run, "primary-lost");
    String simulated = runbook(SIMULATE).out();
    int begin = simulated.indexOf('\n');
    int end = simulated.indexOf("\n\nChanged");
    Ran shown = runbook("show " + run.run());
    assertEquals(0, shown.exitCode());
    assertEquals(
        simulated.substring(0, simulated.indexOf("simulated in"))
            + "run %s on production, by ann@example.com".formatted(run.run())
            + simulated.substring(begin, end)
            + "\n",
        shown.all());
  }

  @Test
  void ofARunThatStandsStillIsToldWhatIsOpen() throws StateException, IOException { // pain 14
    RunFolder run = failover(Duration.ZERO);
    rehearsal.failover(run, "primary-lost");
    cut(run, firstCall(run));
    Ran shown = runbook("show latest");
    assertEquals(0, shown.exitCode());
    String open = shown.out().substring(shown.out().indexOf("It stands still"));
    String expected =
        """
        It stands still

        In doubt
          k8s.scale(statefulset godel/postgres, replicas: 0)

        Under way
          fence: Make sure that the old primary takes no more writes

        Held, and is asked anew
          the API still cannot reach the primary
          the primary is down
          at most 64MiB of confirmed writes would be lost

        To go on
          runbook resume RUN
          runbook abort RUN
        """;
    assertEquals(expected.replace("RUN", run.run()), open);
  }

  @Test
  void ofADamagedJournalTheBeginningIsTold() throws StateException, IOException {
    RunFolder run = failover(Duration.ZERO);
    rehearsal.failover(run, "primary-lost");
    List<String> lines = Files.readAllLines(run.journalFile());
    int damaged = firstCall(run);
    lines.set(damaged, lines.get(damaged).replace("a", "b"));
    Files.write(run.journalFile(), lines);
    Ran shown = runbook("show latest");
    assertEquals(4, shown.exitCode());
    assertTrue(shown.out().contains("Assessment"), shown.out());
    assertTrue(
        shown.err().startsWith("error: run %s: line %d of the".formatted(run.run(), damaged + 1)),
        shown.err());
  }

  @Test
  void aBeginningIsEnoughWhereNoOtherRunBeginsSo() throws StateException, IOException {
    String first = failover(Duration.ZERO).run();
    String second = failover(Duration.ofSeconds(1)).run();
    String last = "run %s had not begun: nothing was done\n".formatted(second);
    assertEquals(last, runbook("show " + second.substring(0, second.length() - 2)).all());
    assertEquals(last, runbook("show latest").all());
    assertEquals(
        "error: several runs begin with `2026`: %s, %s\n".formatted(second, first),
        runbook("show 2026").all());
    assertEquals(
        "error: there is no run `2025`: there is %s, %s\n".formatted(second, first),
        runbook("show 2025").all());
    JsonNode json = new ObjectMapper().readTree(runbook("show latest --json").out());
    assertEquals("not_begun", json.get("state").asText());
  }
}
