package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.simulation.World;
import java.time.Duration;

/** The store of the simulated world. */
final class BackupModelSide implements BackupSide {
  private final World world = KubernetesSide.world(WORLD);

  BackupModelSide() {
    pass(Duration.ofMinutes(1));
  }

  private void pass(Duration time) {
    world.time().advance(world.time().now().plus(time), () -> false);
  }

  @Override
  public Outcome call(Call call) {
    Reply reply = world.actions().get(call.action()).carryOut(call);
    pass(reply.after());
    return reply.outcome();
  }

  @Override
  public void loseFile() {
    // It is missing from the beginning, and listed all the same.
  }

  @Override
  public void beginRestore(Call call) {
    Reply reply = world.actions().get(call.action()).carryOut(call);
    if (!(reply.outcome() instanceof Outcome.Done)) {
      throw new AssertionError(reply.outcome().toString());
    }
  }

  @Override
  public void close() {
    // A world is nothing but memory.
  }
}
