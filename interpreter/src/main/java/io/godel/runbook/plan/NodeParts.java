package io.godel.runbook.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The nodes that a node is made of, without those that take it back or follow its failure. */
final class NodeParts {
  private NodeParts() {}

  static List<Node> of(Node node) {
    if (node instanceof Node.Step it) {
      return it.body();
    }
    if (node instanceof Node.Sequence it) {
      return it.body();
    }
    if (node instanceof Node.Loop it) {
      return it.body();
    }
    if (node instanceof Node.Parallel it) {
      return it.branches().stream().flatMap(List::stream).toList();
    }
    if (node instanceof Node.Branch it) {
      List<Node> both = new ArrayList<>(it.whenTrue());
      both.addAll(it.whenFalse());
      return both;
    }
    return List.of();
  }

  /** The acting calls in it, however deep. */
  static Stream<Node.Act> acts(Node node) {
    return node instanceof Node.Act act
        ? Stream.of(act)
        : of(node).stream().flatMap(NodeParts::acts);
  }

  /** Whether doing it twice is as good as doing it once. */
  static boolean idempotent(Node node) {
    if (node instanceof Node.Act act) {
      return act.action().idempotent();
    }
    boolean byHand = node instanceof Node.Manual || node instanceof Node.Escalate;
    return !byHand && of(node).stream().allMatch(NodeParts::idempotent);
  }
}
