package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
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
  private static final int PLANS = Integer.getInteger("plans.tries", 8);

  /** Of so many plans one has to do with servers too, which takes longer. */
  private static final int PLANS_FOR_ONE = 5;

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
    DrawnPlan drawn = RandomPlan.ofCluster(number);
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    PlanRun simulated = PlanOnModel.run(drawn, PlanWorlds.crowded(start));
    try (PlanOnLab lab = new PlanOnLab(PlanWorlds.crowded(start))) {
      alike(number, drawn, simulated, lab.run(drawn, simulated.replies()));
    }
  }

  /** On the same servers one after the other: to make them takes longer than a plan does. */
  @Example
  void soDoesAPlanOnRealServers() throws Exception {
    try (PlanServers servers = new PlanServers()) {
      for (long number = FIRST; number < FIRST + PLANS / PLANS_FOR_ONE; number++) {
        DrawnPlan drawn = RandomPlan.ofServers(number);
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        PlanRun simulated = PlanOnModel.run(drawn, PlanWorlds.withServers(start));
        servers.makeReady();
        try (PlanOnLab lab = new PlanOnLab(PlanWorlds.withServers(start), servers)) {
          alike(number, drawn, simulated, lab.run(drawn, simulated.replies()));
        }
      }
    }
  }

  private static void alike(long number, DrawnPlan drawn, PlanRun simulated, PlanRun live) {
    Optional<String> difference = PlanDifference.of(simulated, live);
    assertEquals(
        Optional.empty(),
        difference,
        () ->
            "plan %d (again with -Dplans.tries=%d -Dplans.first=%d)%n%s%n%s"
                .formatted(number, PLANS_FOR_ONE, number, drawn, difference.orElse("")));
  }
}
