package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs a plan on the simulated backend. */
final class PlanOnModel {
  private PlanOnModel() {}

  static PlanRun run(DrawnPlan drawn, World world) throws Exception {
    PlanTrace trace = new PlanTrace();
    Simulation.Script script =
        new Simulation.Script(Optional.of(DrawnPlan.SCENARIO), List.of(), drawn.denied(), Set.of());
    Simulation.Result result =
        Simulation.watched(
            drawn.plan(),
            world,
            script,
            new MemoryJournal(),
            (at, notice, state, platform) -> {
              trace.add(notice);
              if (notice instanceof Notice.StepStarted started) {
                drawn.begins(started.step(), platform);
              }
            });
    return new PlanRun(
        trace.lines(),
        result.calls().stream().map(Simulation.Called::reply).toList(),
        EndState.of(world, call -> ask(world, call)));
  }

  private static Outcome ask(World world, Call call) {
    return world.actions().get(call.action()).carryOut(call).outcome();
  }
}
