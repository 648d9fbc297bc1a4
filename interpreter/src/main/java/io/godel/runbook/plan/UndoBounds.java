package io.godel.runbook.plan;

import java.time.Duration;
import java.util.List;

/**
 * How long it takes at most to take back what nodes did.
 *
 * <p>Undo goes step by step, the last one first, also where the way forward went side by side.
 */
final class UndoBounds {
  private final Bounds bounds;

  UndoBounds(Bounds bounds) {
    this.bounds = bounds;
  }

  Duration of(List<Node> nodes) {
    return nodes.stream().map(this::of).reduce(Duration.ZERO, Duration::plus);
  }

  private Duration of(Node node) {
    if (node instanceof Node.Branch it) {
      return Bounds.max(of(it.whenTrue()), of(it.whenFalse()));
    }
    Duration parts = of(NodeParts.of(node));
    if (node instanceof Node.Loop it) {
      return parts.multipliedBy(it.most());
    }
    return node instanceof Node.Step step ? parts.plus(own(step)) : parts;
  }

  private Duration own(Node.Step step) {
    Duration undo =
        step.undo() instanceof Node.Compensate it ? bounds.of(it.body()) : Duration.ZERO;
    return undo.plus(step.onFailure().map(this::of).orElse(Duration.ZERO));
  }
}
