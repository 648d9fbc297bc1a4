package io.godel.runbook.simulation;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import java.util.function.Consumer;

/** Answers calls from the model. No object is built that could reach a live system. */
final class SimulatedBackend implements Backend {
  private final World world;
  private final FaultScript faults;

  SimulatedBackend(World world, FaultScript faults) {
    this.world = world;
    this.faults = faults;
  }

  @Override
  public void start(Call call, Consumer<Outcome> answer) {
    SimulatedAction action = world.actions().get(call.action());
    Reply reply =
        action == null
            ? Reply.refused(
                "not_modelled", "this world has nothing that could carry out " + call.action())
            : faults.carryOut(call, action);
    world.time().after(reply.after(), () -> answer.accept(reply.outcome()));
  }
}
