package io.godel.runbook.report;

import java.util.List;

/**
 * A line of a plan for people, with what hangs below it.
 *
 * @param label what kind of thing it is: {@code guard}, {@code verify}; for a step its name
 * @param details what is to be known of it, each on rows of its own; none for a group
 * @param right short facts at the right edge
 * @param parts what it is made of, drawn as branches of a tree where they are groups
 */
record PlanLine(
    Kind kind,
    String label,
    String text,
    List<String> details,
    String right,
    List<PlanLine> parts) {

  /** How a line is drawn. */
  enum Kind {
    /** What reads, asks or says. */
    PLAIN,
    MUTATES,
    DESTROYS,
    /** The point of no return. */
    BARRIER,
    /** Has parts, and its place in the tree is drawn. */
    GROUP
  }

  PlanLine {
    details = List.copyOf(details);
    parts = List.copyOf(parts);
  }

  static PlanLine of(Kind kind, String label, String text, String right, String... details) {
    return new PlanLine(kind, label, text, List.of(details), right, List.of());
  }

  static PlanLine group(String label, String text, String right, List<PlanLine> parts) {
    return new PlanLine(Kind.GROUP, label, text, List.of(), right, parts);
  }

  PlanLine with(List<String> more) {
    return new PlanLine(kind, label, text, more, right, parts);
  }
}
