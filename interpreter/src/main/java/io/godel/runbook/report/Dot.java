package io.godel.runbook.report;

import io.godel.runbook.plan.Plan;
import java.util.stream.Collectors;

/** A plan as a graph in the language of Graphviz. */
public final class Dot {
  private Dot() {}

  /** Ends with a line end. */
  public static String of(Plan plan) {
    PlanGraph graph = PlanGraph.of(plan);
    StringBuilder out = new StringBuilder();
    out.append("digraph ").append(quoted(plan.runbook())).append(" {\n");
    out.append("  rankdir=TB;\n");
    out.append("  node [fontname=\"Helvetica\", fontsize=11, style=filled];\n");
    out.append("  edge [fontname=\"Helvetica\", fontsize=9];\n");
    for (PlanGraph.Box box : graph.boxes()) {
      String label = box.lines().stream().map(Dot::escaped).collect(Collectors.joining("\\n"));
      out.append("  ").append(box.id()).append(" [label=\"").append(label).append("\", ");
      out.append(look(box.kind())).append("];\n");
    }
    for (PlanGraph.Arrow arrow : graph.arrows()) {
      out.append("  ").append(arrow.from()).append(" -> ").append(arrow.to());
      out.append(" [label=").append(quoted(arrow.label()));
      out.append(arrow.back() ? ", style=dashed];\n" : "];\n");
    }
    return out.append("}\n").toString();
  }

  private static String look(PlanGraph.Kind kind) {
    return switch (kind) {
      case DECISION -> "shape=diamond, fillcolor=\"#fff8e1\"";
      case SCENARIO -> "shape=hexagon, fillcolor=\"#e7f1ff\"";
      case LOOK, END -> "shape=oval, fillcolor=\"#e7f1ff\"";
      case STOP -> "shape=oval, fillcolor=\"#e9ecef\"";
      case READS -> "shape=box, fillcolor=\"#e7f1ff\"";
      case MEETING -> "shape=box, style=\"filled,rounded\", fillcolor=\"#e7f1ff\"";
      case MUTATES -> "shape=box, fillcolor=\"#fff3cd\", penwidth=2";
      case DESTROYS -> "shape=box, fillcolor=\"#f8d7da\", color=\"#b02a37\", penwidth=3";
      case UNDO -> "shape=box, style=\"rounded,dashed\"";
      case BARRIER -> "shape=box, fillcolor=\"#b02a37\", fontcolor=white";
    };
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /** Inside of quotes a backslash and a quote are all that means something. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
