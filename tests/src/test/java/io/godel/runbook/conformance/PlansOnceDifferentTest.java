package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.simulation.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Plans that once went another way simulated than live, cut down to what made the difference. */
final class PlansOnceDifferentTest {
  private static void nothing(World world) {}

  /**
   * @param steps the first of them is called {@code first}
   * @param misfortune comes when it begins
   * @param told what both are told
   */
  private static void alike(String steps, Consumer<World> misfortune, String told)
      throws Exception {
    DrawnPlan plan =
        new DrawnPlan(
            PlanText.of(
                "", "", steps, "verify \"it is there\" k8s.exists(config) within 5s every 1s\n"),
            Map.of("first", new Misfortune("it happens", Duration.ZERO, misfortune)),
            Set.of());
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    PlanRun simulated = PlanOnModel.run(plan, PlanWorlds.healthy(start));
    try (PlanOnLab lab = new PlanOnLab(PlanWorlds.healthy(start))) {
      PlanRun live = lab.run(plan, simulated.replies());
      assertEquals(Optional.empty(), PlanDifference.of(simulated, live));
      assertTrue(
          live.trace().stream().anyMatch(line -> line.contains(told)),
          () -> String.join("\n", live.trace()));
    }
  }

  private static String step(String body) {
    return "step first \"The first\" {\n%s}\n".formatted(body);
  }

  @Test
  void aVolumeThatIsToShrink() throws Exception {
    alike(
        step(
            """
            do     k8s.enlarge(volume, to: 1GiB)
            verify "it is smaller" k8s.volume(volume).size == 1GiB within 5s every 1s
            undo keep because "it is so"
            """),
        PlansOnceDifferentTest::nothing,
        "field can not be less than status.capacity");
  }

  @Test
  void aLogOfAPodWhoseNodeIsLost() throws Exception {
    alike(
        step("let log = k8s.logs([db.pod()])\n"),
        world -> world.cluster().loseNode("node-1"),
        "10250/containerLogs\": dial tcp: i/o timeout");
  }

  @Test
  void aVolumeWhoseNodeIsLost() throws Exception {
    alike(
        step("let room = k8s.volume(volume)\n"),
        world -> world.cluster().loseNode("node-1"),
        "error trying to reach service: dial tcp: lookup node-1: i/o timeout");
  }

  @Test
  void aSavedObjectIsShownToWhoIsAsked() throws Exception {
    alike(
        step(
            """
            let saved = k8s.manifest(cache)
            approve "Delete it?" by "dba" within 10m
            do     k8s.delete(cache)
            verify "it is gone" k8s.gone(cache) within 1m every 5s
            undo {
              do     k8s.apply(saved, of: cache)
              verify "it is there" k8s.exists(cache) within 1m every 5s
            }
            """),
        PlansOnceDifferentTest::nothing,
        "yaml: \"apiVersion: apps/v1\\nkind: StatefulSet\\nme…\"");
  }
}
