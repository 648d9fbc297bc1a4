package io.godel.runbook.cli;

import io.godel.runbook.drill.DrillResult;
import io.godel.runbook.drill.Drills;
import io.godel.runbook.explore.PartsSeen;
import io.godel.runbook.explore.Reached;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanWithout;
import io.godel.runbook.types.TypedRunbook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The drills of a runbook, and what they came to.
 *
 * @param plan the one that the first drill ran; none where no drill could run
 */
record DrillsSeen(
    TypedRunbook runbook,
    Path file,
    long seed,
    Optional<Plan> plan,
    List<DrillResult> results,
    Reached reached) {
  static DrillsSeen of(TypedRunbook runbook, Path file, long seed) {
    List<Plan> plans = new ArrayList<>();
    Reached reached = new Reached();
    List<DrillResult> results =
        Drills.run(
            runbook,
            file,
            seed,
            plan -> {
              plans.add(plan);
              return plan;
            },
            (at, notice, state, world) -> reached.add(notice));
    return new DrillsSeen(runbook, file, seed, plans.stream().findFirst(), results, reached);
  }

  /** How much of the plan the drills come to. */
  PartsSeen coverage() {
    return PartsSeen.of(plan.orElseThrow(), reached);
  }

  List<Node> checks() {
    return PlanWithout.checks(plan.orElseThrow());
  }

  /** The guards and verifications without which every drill passes or fails as with them. */
  List<Node> unnoticed() {
    return checks().parallelStream().filter(check -> failed(without(check)) == 0).toList();
  }

  private List<DrillResult> without(Node check) {
    return Drills.run(
        runbook, file, seed, plan -> PlanWithout.of(plan, check), (at, notice, state, world) -> {});
  }

  private long failed(List<DrillResult> others) {
    long failed = 0;
    for (int i = 0; i < results.size(); i++) {
      failed += results.get(i).passed() && !others.get(i).passed() ? 1 : 0;
    }
    return failed;
  }
}
