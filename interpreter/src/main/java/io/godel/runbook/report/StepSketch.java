package io.godel.runbook.report;

import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.PlanNodes;
import io.godel.runbook.types.Effect;
import java.util.ArrayList;
import java.util.List;

/** What a step does, or what follows its failure, in the few words that fit into a box. */
final class StepSketch {
  private StepSketch() {}

  static List<String> lines(Node node, PlanWords words) {
    if (node instanceof Node.Escalate escalate) {
      return List.of("escalate to " + words.text(escalate.to()));
    }
    if (node instanceof Node.Abort abort) {
      return List.of("abort: " + words.text(abort.why()));
    }
    return work(List.of(node), words);
  }

  static String[] undo(Node.Step step, Node.Compensate undo) {
    List<String> lines = new ArrayList<>();
    lines.add("undo " + step.name());
    acts(undo.body(), lines);
    return lines.toArray(String[]::new);
  }

  /** Whether there is more in it than looking. */
  static boolean works(List<Node> nodes) {
    return PlanNodes.inside(nodes).stream()
        .anyMatch(
            node ->
                node instanceof Node.Act
                    || node instanceof Node.Manual
                    || node instanceof Node.Verify
                    || node instanceof Node.Wait);
  }

  static List<String> work(List<Node> nodes, PlanWords words) {
    List<String> lines = new ArrayList<>();
    acts(nodes, lines);
    for (Node node : PlanNodes.inside(nodes)) {
      if (node instanceof Node.Verify verify) {
        lines.add("✓ " + words.text(verify.what()));
      } else if (node instanceof Node.Manual manual) {
        lines.add("by hand: " + words.text(manual.task()));
      }
    }
    return lines;
  }

  private static void acts(List<Node> nodes, List<String> lines) {
    for (Node node : PlanNodes.inside(nodes)) {
      if (node instanceof Node.Act act) {
        String mark = act.action().effect() == Effect.DESTROYS ? "! " : "~ ";
        lines.add(mark + new ActText(act).call());
      }
    }
  }
}
