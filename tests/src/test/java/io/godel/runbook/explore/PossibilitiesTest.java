package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.types.TypedRunbook;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PossibilitiesTest {
  private static final Path FILE = Path.of("runbooks/agent-storm.runbook");

  @Test
  void whatDecidesAnUnknownOutcomeIsNeverOldNotEvenInALoop() {
    TypedRunbook runbook = new Project().check(FILE).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    WorldFile world = Project.world(FILE, "agent-storm-over").tree().orElseThrow();
    Origin origin =
        new Origin(new Setting(plan, "agent-storm-over", world, 0, Optional.empty(), false));
    Story story = Story.PLAIN.with("on call 2 of k8s.patch: timeout after effect");
    Telling telling = Telling.of(origin, story);
    Trial trial = telling.end(origin, story, Optional.empty(), true);

    List<String> probes =
        telling.simulation().result().calls().stream()
            .filter(it -> it.call().id().matches(".*/decide\\[\\d+]@\\d+"))
            .map(PossibilitiesTest::stale)
            .toList();
    assertEquals(1, probes.size());
    assertFalse(
        trial.branches().stream()
            .flatMap(it -> it.ways().stream())
            .anyMatch(way -> probes.contains(way.event())));
  }

  private static String stale(Simulation.Called called) {
    return "on call %d of %s: stale".formatted(called.number(), called.call().action());
  }
}
