package io.godel.runbook.explore;

import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the guards that every way to an acting call leads through, in its own step. */
final class GuardsOfCalls {
  private final Map<String, List<String>> guards = new HashMap<>();

  private GuardsOfCalls() {}

  /** By the id of the call, the ids of its guards. */
  static Map<String, List<String>> of(Plan plan) {
    GuardsOfCalls all = new GuardsOfCalls();
    plan.scenarios().forEach(scenario -> all.walk(scenario.body(), List.of()));
    return all.guards;
  }

  private void walk(List<Node> nodes, List<String> before) {
    List<String> passed = new ArrayList<>(before);
    for (Node node : nodes) {
      if (node instanceof Node.Guard guard) {
        passed.add(guard.id());
      } else if (node instanceof Node.Act act) {
        guards.put(act.id(), List.copyOf(passed));
      } else if (node instanceof Node.Step step) {
        walk(step.body(), List.of());
      } else if (node instanceof Node.Sequence sequence) {
        walk(sequence.body(), passed);
      } else if (node instanceof Node.Loop loop) {
        walk(loop.body(), passed);
      } else if (node instanceof Node.Parallel parallel) {
        parallel.branches().forEach(branch -> walk(branch, passed));
      } else if (node instanceof Node.Branch branch) {
        walk(branch.whenTrue(), passed);
        walk(branch.whenFalse(), passed);
      }
    }
  }
}
