package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.kubernetes.Cluster;
import io.godel.runbook.simulation.World;
import java.time.Duration;
import java.util.function.Consumer;

/** The simulated backend. */
final class KubernetesModelSide implements KubernetesSide {
  /** What takes longer is waited for, as the live backend does. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private final World world;
  private final boolean mayNothing;

  /**
   * @param mayNothing whether every call is forbidden, as a world's fault does it
   */
  KubernetesModelSide(String parts, boolean mayNothing) {
    this.world = KubernetesSide.world(parts);
    this.mayNothing = mayNothing;
  }

  @Override
  public Outcome call(Call call) {
    if (mayNothing) {
      return new Outcome.NotDone("forbidden", "", false);
    }
    Reply reply = world.actions().get(call.action()).carryOut(call);
    if (reply.after().compareTo(LONG) > 0) {
      pass(reply.after());
    }
    return reply.outcome();
  }

  @Override
  public void pass(Duration time) {
    world.time().advance(world.time().now().plus(time), () -> false);
  }

  @Override
  public void befall(Consumer<Cluster> what) {
    what.accept(world.cluster());
  }

  @Override
  public void close() {
    // A world is nothing but memory.
  }
}
