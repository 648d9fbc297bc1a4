package io.godel.runbook.backend.simulated.kubernetes;

import static io.godel.runbook.backend.simulated.ModelledWorld.handle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.simulated.ModelledWorld;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a program is asked whether it is ready, and what is seen of that. */
class ProbesTest {
  private static final int IN_TEN_MINUTES = 120;

  private final ModelledWorld world =
      ModelledWorld.of(
          """
          kubernetes:
            namespace: godel
            deployments:
              api: {replicas: 1}
          """);

  private final Cluster cluster = world.world().cluster();
  private final Asked program = new Asked();

  ProbesTest() {
    cluster.program("godel", "api", program);
  }

  /** Counts how often it is asked, and prints a line each time. */
  private static final class Asked implements Program {
    private boolean answer = true;
    private boolean isSteady = true;
    private int times;

    @Override
    public boolean ready(Pod pod) {
      times++;
      pod.print("asked");
      return answer;
    }

    @Override
    public boolean isSteady(Pod pod) {
      return isSteady;
    }
  }

  private Pod pod() {
    return cluster.pods().get(0);
  }

  /** What was passed over is made up for before and after. */
  private long printed(Duration during) {
    cluster.time.wake();
    long before = pod().printed;
    world.pass(during);
    cluster.time.wake();
    return pod().printed - before;
  }

  @Test
  void aSteadyProgramIsAskedAgainOnlyWhenSomethingHasHappened() {
    world.pass(Duration.ofMinutes(1));
    int before = program.times;
    assertEquals(IN_TEN_MINUTES, printed(Duration.ofMinutes(10)));
    assertEquals(before + 1, program.times);
    cluster.time.changed();
    assertEquals(IN_TEN_MINUTES, printed(Duration.ofMinutes(10)));
    assertEquals(before + 2, program.times);
  }

  @Test
  void itsLogHasAllThatItWouldHavePrinted() {
    world.pass(Duration.ofMinutes(1));
    int before = program.times;
    int lines = lines();
    world.pass(Duration.ofMinutes(10));
    assertEquals(before + 1, program.times);
    assertEquals(lines + IN_TEN_MINUTES, lines());
  }

  private int lines() {
    Value pods = new Value.Items(List.of(handle("k8s.Pod", pod().name())));
    Value tail = new Value.Int(1_000);
    Value previous = new Value.Bool(false);
    Value lines = world.done("k8s.logs", "pods", pods, "tail", tail, "previous", previous);
    return ((Value.Items) lines).values().size();
  }

  @Test
  void anotherIsAskedEachTime() {
    program.isSteady = false;
    int before = program.times;
    assertEquals(IN_TEN_MINUTES, printed(Duration.ofMinutes(10)));
    assertEquals(before + IN_TEN_MINUTES, program.times);
  }

  @Test
  void whatFailsIsAskedUntilItCountsAndWhatPassesAgainIsReadyAtOnce() {
    world.pass(Duration.ofMinutes(1));
    program.answer = false;
    cluster.time.changed();
    world.pass(Duration.ofSeconds(10));
    assertTrue(pod().isReady());
    world.pass(Duration.ofSeconds(5));
    assertFalse(pod().isReady());
    program.answer = true;
    cluster.time.changed();
    world.pass(Duration.ofSeconds(5));
    assertTrue(pod().isReady());
  }

  @Test
  void aContainerThatIsStartedAgainIsAskedAnew() {
    world.pass(Duration.ofMinutes(1));
    program.answer = false;
    cluster.crash(pod().name());
    world.pass(Duration.ofMinutes(1));
    assertFalse(pod().isReady());
  }
}
