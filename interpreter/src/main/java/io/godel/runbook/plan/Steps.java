package io.godel.runbook.plan;

import java.util.ArrayList;
import java.util.List;

/** Finds the steps among nodes, in the order of the text; those inside of others too. */
final class Steps {
  private Steps() {}

  static List<Node.Step> in(List<Node> nodes) {
    List<Node.Step> steps = new ArrayList<>();
    nodes.forEach(node -> collect(node, steps));
    return steps;
  }

  private static void collect(Node node, List<Node.Step> steps) {
    if (node instanceof Node.Step it) {
      steps.add(it);
      it.body().forEach(inner -> collect(inner, steps));
    } else if (node instanceof Node.Branch it) {
      it.whenTrue().forEach(inner -> collect(inner, steps));
      it.whenFalse().forEach(inner -> collect(inner, steps));
    } else if (node instanceof Node.Loop it) {
      it.body().forEach(inner -> collect(inner, steps));
    } else if (node instanceof Node.Parallel it) {
      it.branches().forEach(branch -> branch.forEach(inner -> collect(inner, steps)));
    } else if (node instanceof Node.Sequence it) {
      it.body().forEach(inner -> collect(inner, steps));
    }
  }
}
