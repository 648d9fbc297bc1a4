package io.godel.runbook.report;

import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanBounds;
import io.godel.runbook.plan.PlanNodes;
import io.godel.runbook.types.Effect;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A plan in one line. */
final class PlanSummary {
  private PlanSummary() {}

  static String of(Plan plan, PlanWords words) {
    List<Node> nodes = PlanNodes.all(plan);
    List<Node.Step> steps = of(nodes, Node.Step.class);
    List<Node.Approve> approvals = of(nodes, Node.Approve.class);
    List<Node.Manual> tasks = of(nodes, Node.Manual.class);
    Set<String> roles = new LinkedHashSet<>();
    approvals.forEach(approval -> roles.add(words.text(approval.role())));
    Set<String> hands = new LinkedHashSet<>();
    tasks.forEach(task -> hands.add(words.text(task.role())));
    List<String> parts = new ArrayList<>();
    parts.add(counted(plan.scenarios().size(), "scenario") + ", " + effects(steps));
    if (!approvals.isEmpty()) {
      parts.add(counted(approvals.size(), "approval") + " by " + String.join(", ", roles));
    }
    if (!tasks.isEmpty()) {
      parts.add(counted(tasks.size(), "manual task") + " by " + String.join(", ", hands));
    }
    parts.add("at most " + ValueText.exactDuration(PlanBounds.answered(plan).whole()));
    return String.join("; ", parts);
  }

  private static <N extends Node> List<N> of(List<Node> nodes, Class<N> kind) {
    return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static String effects(List<Node.Step> steps) {
    List<String> kinds = new ArrayList<>();
    long read = steps.stream().filter(step -> !step.effect().acts()).count();
    long mutate = steps.stream().filter(step -> step.effect() == Effect.MUTATES).count();
    long destroy = steps.stream().filter(step -> step.effect() == Effect.DESTROYS).count();
    add(kinds, read, "reads", "read");
    add(kinds, mutate, "mutates", "mutate");
    add(kinds, destroy, "DESTROYS", "DESTROY");
    String what = kinds.isEmpty() ? "" : ": " + String.join(", ", kinds);
    return counted(steps.size(), "step") + what;
  }

  private static void add(List<String> kinds, long count, String one, String many) {
    if (count > 0) {
      kinds.add(count + " " + (count == 1 ? one : many));
    }
  }

  private static String counted(long count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
