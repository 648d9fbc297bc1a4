package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Does the model tell the truth? The same plan is run in the same world, once on the simulated
 * backend and once on the live one, and the same is told of both runs.
 *
 * <p>In every build the same few plans; with the profile {@code plans} many, and others each time.
 */
final class RandomPlansPropertiesTest {
  private static final int PLANS = Integer.getInteger("plans.tries", 12);

  /** The number of the first plan; 0 for any. */
  private static final long CHOSEN = Long.getLong("plans.first", 1);

  private static final long FIRST = CHOSEN == 0 ? new Random().nextInt(1 << 30) : CHOSEN;

  @Provide
  Arbitrary<Long> numbers() {
    return Arbitraries.longs().between(FIRST, FIRST + PLANS - 1);
  }

  @Property(
      generation = GenerationMode.EXHAUSTIVE,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void aPlanGoesTheSameWaySimulatedAndLive(@ForAll("numbers") long number) throws Exception {
    DrawnPlan drawn = RandomPlan.of(number);
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    PlanRun simulated = PlanOnModel.run(drawn, PlanWorlds.healthy(start));
    try (PlanOnLab lab = new PlanOnLab(PlanWorlds.healthy(start))) {
      PlanRun live = lab.run(drawn, simulated.replies());
      Optional<String> difference = PlanDifference.of(simulated, live);
      assertEquals(
          Optional.empty(),
          difference,
          () ->
              "plan %d (again with -Dplans.tries=1 -Dplans.first=%d)%n%s%n%s"
                  .formatted(number, number, drawn, difference.orElse("")));
    }
  }
}
