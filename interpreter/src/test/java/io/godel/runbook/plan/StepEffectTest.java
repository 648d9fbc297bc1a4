package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.types.Effect;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A step says the strongest thing that it can come to do. */
class StepEffectTest {
  private static Effect effect(String more) {
    String text =
        Plans.text("failover")
            .replace("within 1m every 10s\n", "within 1m every 10s\n      " + more + "\n");
    Plan plan = Plans.of(text, Map.of());
    return ((Node.Step) plan.scenario("blip").orElseThrow().body().get(0)).effect();
  }

  @Test
  void lookingReads() {
    assertEquals(Effect.READS, effect(""));
  }

  @Test
  void whatFollowsAFailureCounts() {
    assertEquals(
        Effect.MUTATES,
        effect(
            "on failure { do k8s.rollout_restart(api) verify \"r\" api.ready within 1m every 5s }"));
  }
}
