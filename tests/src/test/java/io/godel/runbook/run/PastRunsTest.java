package io.godel.runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godel.runbook.cli.Ran;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.value.ValueText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs that are remembered say of how long the next one may take. */
class PastRunsTest {
  private static final String HEADING =
      "Runs so far  how long it took until the platform worked again";

  @TempDir Path folder;

  private Rehearsal rehearsal;
  private int begun;

  @BeforeEach
  void begin() {
    rehearsal = new Rehearsal(folder);
  }

  private Ran explore(String... more) {
    String command = "explore " + Rehearsal.FAILOVER + " --world healthy --faults 0 ";
    return Ran.with(
        Map.of("XDG_STATE_HOME", folder.toString()),
        (command + String.join(" ", more)).strip().split(" "));
  }

  private Duration ran(String world, Ending.Kind expected) throws StateException, IOException {
    int second = begun++;
    RunFolder run =
        rehearsal.create(Rehearsal.FAILOVER, Map.of(), () -> Rehearsal.AT.plusSeconds(second));
    Simulation.Result result = rehearsal.failover(run, world);
    assertEquals(expected, result.ending().kind());
    run.ended(result.ending());
    return result.took();
  }

  @Test
  void withoutRunsNothingIsSaid() throws Exception {
    assertFalse(explore().all().contains("Runs so far"));
    assertEquals(0, new ObjectMapper().readTree(explore("--json").out()).get("past").size());
  }

  @Test
  void thoseThatRecoveredAreTold() throws Exception {
    Duration lost = ran("primary-lost", Ending.Kind.RECOVERED);
    ran("primary-lost", Ending.Kind.RECOVERED);
    Duration loop = ran("crash-loop", Ending.Kind.RECOVERED);
    ran("no-replica", Ending.Kind.NOT_VERIFIED);

    Ran ran = explore();
    assertEquals(0, ran.exitCode(), ran.all());
    assertEquals(
        List.of(
            HEADING,
            "  failover            %s in the middle of 2 runs, %1$s at best, %1$s at worst"
                .formatted(ValueText.duration(lost)),
            "  temporary           %s in 1 run".formatted(ValueText.duration(loop))),
        ran.out().substring(ran.out().indexOf(HEADING)).lines().toList());

    JsonNode past = new ObjectMapper().readTree(explore("--json").out()).get("past");
    assertEquals(2, past.size());
    assertEquals(2, past.at("/failover/runs").intValue());
    for (String each : List.of("least", "median", "most")) {
      assertEquals(lost.toString(), past.at("/failover/" + each).textValue());
    }
  }

  @Test
  void oneThatCannotBeReadTellsNothing() throws Exception {
    ran("primary-lost", Ending.Kind.RECOVERED);
    Path journal = Runs.all(rehearsal.home).runs().get(0).journalFile();
    Files.writeString(journal, "no journal\n");
    assertFalse(explore().all().contains("Runs so far"));
  }
}
