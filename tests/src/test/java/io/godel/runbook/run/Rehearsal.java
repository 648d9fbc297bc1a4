package io.godel.runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.engine.Journal;
import io.godel.runbook.journal.FileJournal;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A run in a simulated world that is remembered on disk as a live one is. */
public final class Rehearsal {
  static final Project PROJECT = new Project(StandardLibrary.load());
  static final Path FAILOVER = Path.of("runbooks/database-failover.runbook");
  static final Instant AT = Instant.parse("2026-11-25T05:41:00Z");
  static final InstantSource WALL = InstantSource.fixed(AT);

  final StateHome home;
  final RunIds ids = new RunIds(WALL, new Random(7));

  public Rehearsal(Path states) {
    this.home = new StateHome(states.resolve("runbook"));
  }

  RunFolder create(Path file, Map<String, String> params, InstantSource wall)
      throws StateException {
    Parsed<List<TypedRunbook>> checked = PROJECT.check(file);
    assertEquals(List.of(), checked.diagnostics());
    TypedRunbook runbook = checked.tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, params));
    return RunFolder.create(
        home,
        ids,
        wall,
        new RunFolder.Begin(
            file,
            runbook,
            plan,
            params,
            Optional.empty(),
            "production",
            Map.of(),
            "ann@example.com"));
  }

  /** The failover, with a parameter, before it begins. */
  public RunFolder create(String name, String value) throws StateException {
    return create(FAILOVER, Map.of(name, value), WALL);
  }

  /** Runs the failover in a world of that name, to its end. */
  public Simulation.Result failover(RunFolder folder, String world)
      throws StateException, IOException {
    return failover(folder, world, record -> record);
  }

  /**
   * @param kept what is kept in place of what the run would keep
   */
  Simulation.Result failover(RunFolder folder, String world, UnaryOperator<Journal.Record> kept)
      throws StateException, IOException {
    Plan plan = StoredRunTest.plan(FAILOVER, folder.head().given().params());
    try (FileJournal journal = folder.begin(WALL)) {
      return Simulation.run(
          plan,
          Project.world(FAILOVER, world).tree().orElseThrow().make(0),
          Simulation.Script.PLAIN,
          record -> journal.append(kept.apply(record)),
          (at, notice) -> {});
    }
  }
}
