package io.godel.runbook.report;

import io.godel.runbook.plan.Plan;
import java.util.List;

/**
 * A plan as a graph: steps, decisions before and between them, ways back, points of no return.
 *
 * @param boxes in the order of the text
 * @param arrows in the order in which they were found
 */
record PlanGraph(List<Box> boxes, List<Arrow> arrows) {

  PlanGraph {
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
  }

  /** What a box stands for; this decides how it looks. */
  enum Kind {
    LOOK,
    SCENARIO,
    DECISION,
    READS,
    MUTATES,
    DESTROYS,
    MEETING,
    UNDO,
    BARRIER,
    STOP,
    END
  }

  /**
   * @param id a plain word
   * @param lines what is written in it
   */
  record Box(String id, Kind kind, List<String> lines) {
    Box {
      lines = List.copyOf(lines);
    }
  }

  /**
   * @param label empty for none
   * @param back whether it leads to a way back, or to what is done after a failure
   */
  record Arrow(String from, String to, String label, boolean back) {}

  static PlanGraph of(Plan plan) {
    return new PlanGraphBuilder(plan).graph();
  }
}
