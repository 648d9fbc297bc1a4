package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.simulation.World;
import java.time.Duration;
import java.util.Map;

/** The server in the simulated world. */
final class RedisModelSide implements RedisSide {
  static final String CLUSTER =
      """
      kubernetes:
        namespace: godel
        nodes: {node-a: {}}
        statefulsets:
          redis: {node: node-a, claim_template: redis-storage, claim_size: 64MiB, startup: 1s}
      """;

  private static final Duration STEP = Duration.ofMillis(500);
  private static final int STEPS_MAX = 1_000;

  private final World world;

  /**
   * @param redis the part {@code redis} of a world file
   */
  RedisModelSide(String redis) {
    world = KubernetesSide.world(CLUSTER + redis);
  }

  @Override
  public Outcome call(Call call) {
    return world.actions().get(call.action()).carryOut(call).outcome();
  }

  private void pass(Duration time) {
    world.time().advance(world.time().now().plus(time), () -> false);
  }

  @Override
  public void stop() {
    world.cluster().crashLoop(KubernetesSide.NAMESPACE, "redis");
    pass(STEP);
  }

  @Override
  public void silence() {
    world.cluster().loseNode("node-a");
  }

  @Override
  public void takeTime() {
    // Time stands still here.
  }

  @Override
  public void load() {
    world.cluster().crash("redis-0");
    Call call =
        new Call(
            "1", "redis.info", Map.of("server", RedisStory.server("redis", 6379)), false, STEP);
    for (int step = 0; step < STEPS_MAX; step++) {
      pass(STEP);
      if (call(call) instanceof Outcome.Done) {
        return;
      }
    }
    throw new AssertionError("the server does not come back");
  }

  @Override
  public void settle() {
    pass(Duration.ofMinutes(1));
  }

  @Override
  public void close() {
    // A world is nothing but memory.
  }
}
