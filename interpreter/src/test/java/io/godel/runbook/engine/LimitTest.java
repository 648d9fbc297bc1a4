package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The blast radius of a step is kept at run time. */
class LimitTest { // pain 24

  private static Bench restarts(String head, String limit) {
    return Bench.runbook(
        """
        scenario main "Main" when true {
          step several "Restart several" %s {
            let most = 2
            for each in [
              k8s.deployment("one", in: "n"),
              k8s.deployment("two", in: "n"),
              k8s.deployment("three", in: "n")
            ] {
              do k8s.rollout_restart(each)
            }
            verify "one is ready" k8s.ready(k8s.deployment("one", in: "n")) within 4s every 2s
            undo keep because "pods are replaced by equal ones"
          }
        }
        """
            .formatted(head + " limit " + limit + " workloads"));
  }

  @Test
  void whatWouldHitTooMuchIsRefusedBeforeItIsDone() {
    Bench bench = restarts("", "most");
    Ending ending = bench.run();
    assertEquals(
        "the step may hit 2 workloads at most, and with k8s.rollout_restart it would be 3",
        ending.reason());
    assertEquals(2, bench.world.started().size());
    assertEquals(Ending.Kind.NOT_VERIFIED, ending.kind());
  }

  @Test
  void whatStaysWithinTheLimitIsDone() {
    assertEquals(Ending.Kind.RECOVERED, restarts("", "3").run().kind());
  }

  @Test
  void aFurtherTryOfTheSameCallHitsNothingMore() {
    Bench bench =
        Bench.scenario(
            """
            step one "Restart one" limit 1 workloads retry 2 times backoff 1s..1s {
              do k8s.rollout_restart(k8s.deployment("one", in: "n")) retry 2 times backoff 1s..1s
              verify "it is set" r.setting("x") == "1" within 4s every 2s
              undo keep because "pods are replaced by equal ones"
            }
            """);
    bench.world.next("rollout_restart", Behaviour.unreachable());
    bench.listen(
        notice -> {
          if (notice instanceof Notice.StepStarted it && it.attempt() == 2) {
            bench.world.put("x", "1");
          }
        });
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(List.of("rollout_restart"), bench.world.effects());
  }

  @Test
  void aLimitThatIsNotKnownYetRefuses() {
    Bench bench =
        Bench.scenario(
            """
            step one "Restart one" limit most workloads {
              do k8s.rollout_restart(k8s.deployment("one", in: "n"))
              let most = 2
              verify "it is set" r.setting("x") == "" within 4s every 2s
              undo keep because "pods are replaced by equal ones"
            }
            """);
    assertEquals("the limit of workloads is not known", bench.run().reason());
    assertEquals(List.of(), bench.world.started());
  }
}
