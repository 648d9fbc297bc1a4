package io.godel.runbook.simulation;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Answers calls from the model. No object is built that could reach a live system. */
final class SimulatedBackend implements Backend {
  private final World world;
  private final FaultScript faults;

  private final IntSupplier records;
  private final Simulation.Onlooker onlooker;
  private final List<Simulation.Called> calls = new ArrayList<>();

  /**
   * @param records how many the journal of the run has
   */
  SimulatedBackend(
      World world, FaultScript faults, IntSupplier records, Simulation.Onlooker onlooker) {
    this.world = world;
    this.faults = faults;
    this.records = records;
    this.onlooker = onlooker;
  }

  List<Simulation.Called> calls() {
    return calls;
  }

  @Override
  public void start(Call call, Consumer<Outcome> answer) {
    onlooker.calls(call, world);
    if (call.acts()) {
      world.time().changed();
    }
    Instant at = world.time().now();
    SimulatedAction action = world.actions().get(call.action());
    Reply reply =
        action == null
            ? Reply.refused(
                "not_modelled", "this world has nothing that could carry out " + call.action())
            : faults.carryOut(call, action);
    int number = faults.calls(call.action());
    calls.add(new Simulation.Called(call, number, records.getAsInt(), at, reply));
    world
        .time()
        .lookAfter(
            reply.after(),
            () -> {
              answer.accept(reply.outcome());
              return false;
            });
  }
}
