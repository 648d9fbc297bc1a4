package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plans that once went another way simulated than live, cut down to what made the difference. */
final class PlansOnceDifferentTest {
  /**
   * @param told what both are told
   */
  private static void alike(String steps, String told) throws Exception {
    DrawnPlan plan =
        new DrawnPlan(
            PlanText.of(
                "", "", steps, "verify \"it is there\" k8s.exists(config) within 5s every 1s\n"),
            Map.of(),
            Set.of());
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    PlanRun simulated = PlanOnModel.run(plan, PlanWorlds.crowded(start));
    try (PlanOnLab lab = new PlanOnLab(PlanWorlds.crowded(start))) {
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
        "field can not be less than status.capacity");
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
        "yaml: \"apiVersion: apps/v1\\nkind: StatefulSet\\nme…\"");
  }
}
