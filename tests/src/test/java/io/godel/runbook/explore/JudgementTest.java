package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanNodes;
import io.godel.runbook.simulation.WorldLook;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {
  /** The cluster takes a machine that fell silent for lost while the run gets its last answers. */
  @Test
  void whatEndsWhileTheLastAnswersAreUnderWayNobodyCanSee() {
    Origin origin = Explored.shipped("agent-storm", "agent-storm-attack", 0);
    Story story =
        Story.PLAIN
            .with("on call 4 of http.delete: lose node node-2")
            .with("before record 87: kill");
    Telling telling = Telling.of(origin, story);
    Trial trial = telling.end(origin, story, Optional.empty(), false);
    Plan plan = origin.setting().plan();
    WorldLook end =
        new WorldLook(telling.simulation().result().world(), new Evaluator(plan.library()));

    assertEquals(Optional.of(Ending.Kind.RECOVERED), trial.ending().map(Ending::kind));
    assertTrue(
        PlanNodes.inside(plan.recovered()).stream()
            .filter(Node.Verify.class::isInstance)
            .map(Node.Verify.class::cast)
            .anyMatch(
                it -> end.truth(it.condition(), telling.watcher().settings()) == Truth.FALSE));
    assertEquals(List.of(), trial.violations());
  }
}
