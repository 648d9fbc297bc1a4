package io.godel.runbook.explore;

import io.godel.runbook.plan.Plan;
import java.util.List;

/** How much of a plan some runs came to, each kind of thing for itself. */
public record PartsSeen(List<Part> parts) {
  private static final int WHOLE = 100;

  public PartsSeen {
    parts = List.copyOf(parts);
  }

  public static PartsSeen of(Plan plan, Reached reached) {
    return new PartsSeen(Parts.of(plan, reached));
  }

  /** Those of one kind. */
  public PartsSeen of(Part.Kind kind) {
    return new PartsSeen(parts.stream().filter(part -> part.kind() == kind).toList());
  }

  public int all() {
    return parts.size();
  }

  public int seen() {
    return (int) parts.stream().filter(Part::seen).count();
  }

  /** Rounded down, so that 100 means all of them; 100 where there are none. */
  public int percent() {
    return parts.isEmpty() ? WHOLE : seen() * WHOLE / all();
  }

  /** What no run came to. */
  public List<Part> missed() {
    return parts.stream().filter(part -> !part.seen()).toList();
  }
}
