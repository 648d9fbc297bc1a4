package io.godel.runbook.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A plan from which one check was taken out, to see whether anybody notices.
 *
 * <p>Its hash is the one of the whole: it is never run on anything but a simulated world.
 */
public final class PlanWithout {
  private final String id;

  private PlanWithout(String id) {
    this.id = id;
  }

  /** The guards and verifications of a plan, those of undo and of failure handlers among them. */
  public static List<Node> checks(Plan plan) {
    return PlanNodes.all(plan).stream()
        .filter(node -> node instanceof Node.Guard || node instanceof Node.Verify)
        .toList();
  }

  /**
   * @param check one of {@link #checks}
   */
  public static Plan of(Plan plan, Node check) {
    PlanWithout without = new PlanWithout(check.id());
    return new Plan(
        plan.runbook(),
        plan.title(),
        plan.arguments(),
        plan.settings(),
        plan.invariants(),
        plan.assess(),
        plan.scenarios().stream().map(without::scenario).toList(),
        without.nodes(plan.recovered()),
        plan.afterwards(),
        plan.library(),
        plan.bound(),
        plan.hash());
  }

  private Plan.Scenario scenario(Plan.Scenario it) {
    return new Plan.Scenario(
        it.id(), it.name(), it.title(), it.when(), nodes(it.body()), it.bound(), it.span());
  }

  private List<Node> nodes(List<Node> nodes) {
    List<Node> left = new ArrayList<>();
    for (Node node : nodes) {
      if (!node.id().equals(id)) {
        left.add(node(node));
      }
    }
    return left;
  }

  private Node node(Node node) {
    if (node instanceof Node.Step it) {
      return new Node.Step(
          it.id(),
          it.name(),
          it.title(),
          it.policy(),
          it.limits(),
          nodes(it.body()),
          undo(it.undo()),
          it.onFailure().map(this::nodes),
          it.effect(),
          it.span());
    } else if (node instanceof Node.Sequence it) {
      return new Node.Sequence(it.id(), it.label(), nodes(it.body()), it.span());
    } else if (node instanceof Node.Branch it) {
      return new Node.Branch(
          it.id(), it.condition(), nodes(it.whenTrue()), nodes(it.whenFalse()), it.span());
    } else if (node instanceof Node.Loop it) {
      return new Node.Loop(
          it.id(), it.variable(), it.domain(), it.most(), it.atOnce(), nodes(it.body()), it.span());
    } else if (node instanceof Node.Parallel it) {
      return new Node.Parallel(
          it.id(), it.branches().stream().map(this::nodes).toList(), it.span());
    }
    return node;
  }

  private Node.Undo undo(Node.Undo undo) {
    return undo instanceof Node.Compensate it
        ? new Node.Compensate(it.id(), nodes(it.body()), it.span())
        : undo;
  }
}
