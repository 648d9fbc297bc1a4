package io.godel.runbook.plan;

import java.util.ArrayList;
import java.util.List;

/** All nodes of a plan in the order of the text, those of undo and failure handlers included. */
public final class PlanNodes {
  private PlanNodes() {}

  public static List<Node> all(Plan plan) {
    List<Node> found = new ArrayList<>();
    add(plan.settings(), found);
    add(plan.assess(), found);
    plan.scenarios().forEach(scenario -> add(scenario.body(), found));
    add(plan.recovered(), found);
    return found;
  }

  /** The nodes and all that they are made of, without undo and failure handlers of steps. */
  public static List<Node> inside(List<Node> nodes) {
    List<Node> found = new ArrayList<>();
    for (Node node : nodes) {
      found.add(node);
      found.addAll(inside(NodeParts.of(node)));
    }
    return found;
  }

  private static void add(List<Node> nodes, List<Node> found) {
    for (Node node : nodes) {
      found.add(node);
      add(NodeParts.of(node), found);
      if (node instanceof Node.Step step) {
        if (step.undo() instanceof Node.Compensate undo) {
          add(undo.body(), found);
        }
        step.onFailure().ifPresent(handler -> add(handler, found));
      }
    }
  }
}
