package io.godel.runbook.report;

import io.godel.runbook.plan.Plan;
import java.util.stream.Collectors;

/** A plan as a flowchart in the language of Mermaid. */
public final class Mermaid {
  private static final String UNESCAPED = " .,:'-_/+=?!*~";
  private static final String CLASSES =
      """
        classDef decision fill:#fff8e1,stroke:#b8860b
        classDef mutates fill:#fff3cd,stroke:#b8860b,stroke-width:2px
        classDef destroys fill:#f8d7da,stroke:#b02a37,stroke-width:3px
        classDef barrier fill:#b02a37,stroke:#b02a37,color:#ffffff
        classDef stop fill:#e9ecef,stroke:#6c757d
        classDef undo fill:#ffffff,stroke:#6c757d,stroke-dasharray:4 3
        classDef calm fill:#e7f1ff,stroke:#3b6ea8
      """;

  private Mermaid() {}

  /** Ends with a line end. */
  public static String of(Plan plan) {
    PlanGraph graph = PlanGraph.of(plan);
    StringBuilder out = new StringBuilder("flowchart TD\n");
    for (PlanGraph.Box box : graph.boxes()) {
      out.append("  ").append(box.id()).append(shaped(box)).append(":::");
      out.append(look(box.kind())).append('\n');
    }
    for (PlanGraph.Arrow arrow : graph.arrows()) {
      out.append("  ").append(arrow.from()).append(arrow.back() ? " -.->" : " -->");
      if (!arrow.label().isEmpty()) {
        out.append("|\"").append(escaped(arrow.label())).append("\"|");
      }
      out.append(' ').append(arrow.to()).append('\n');
    }
    return out.append(CLASSES).toString();
  }

  private static String shaped(PlanGraph.Box box) {
    String text =
        '"' + box.lines().stream().map(Mermaid::escaped).collect(Collectors.joining("<br/>")) + '"';
    return switch (box.kind()) {
      case DECISION -> "{" + text + "}";
      case SCENARIO -> "{{" + text + "}}";
      case LOOK, END, STOP -> "([" + text + "])";
      case MEETING, UNDO -> "(" + text + ")";
      case READS, MUTATES, DESTROYS, BARRIER -> "[" + text + "]";
    };
  }

  private static String look(PlanGraph.Kind kind) {
    return switch (kind) {
      case DECISION -> "decision";
      case MUTATES -> "mutates";
      case DESTROYS -> "destroys";
      case BARRIER -> "barrier";
      case STOP -> "stop";
      case UNDO -> "undo";
      case LOOK, SCENARIO, READS, MEETING, END -> "calm";
    };
  }

  /** Everything that could mean something to Mermaid or to HTML, as its number. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            code -> {
              boolean plain = code > 127 || Character.isLetterOrDigit(code);
              if (plain || UNESCAPED.indexOf(code) >= 0) {
                out.appendCodePoint(code);
              } else {
                out.append('#').append(code).append(';');
              }
            });
    return out.toString();
  }
}
