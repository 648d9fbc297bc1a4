package io.godel.runbook.explore;

import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanNodes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of the places of a plan before any run, by the ids of their nodes.
 *
 * @param guards of each acting call
 * @param retried the acting calls that are tried again when they are refused for now
 * @param polled the conditions that are asked until they are true
 */
record Places(Map<String, List<String>> guards, Set<String> retried, Set<String> polled) {
  Places {
    guards = Map.copyOf(guards);
    retried = Set.copyOf(retried);
    polled = Set.copyOf(polled);
  }

  static Places of(Plan plan) {
    return new Places(
        GuardsOfCalls.of(plan),
        ids(plan, node -> node instanceof Node.Act act && act.policy().retry().isPresent()),
        ids(plan, node -> node instanceof Node.Verify || node instanceof Node.Wait));
  }

  /** The same place calls, and waits, with another id each time; in each round it is another. */
  static String instance(String id) {
    return id.substring(0, Math.max(0, id.lastIndexOf('@')));
  }

  /** The node of the plan, the same in every round of a loop. */
  static String node(String id) {
    String instance = instance(id);
    return instance.contains("[") ? instance.substring(0, instance.indexOf('[')) : instance;
  }

  private static Set<String> ids(Plan plan, Predicate<Node> which) {
    return PlanNodes.all(plan).stream().filter(which).map(Node::id).collect(Collectors.toSet());
  }
}
