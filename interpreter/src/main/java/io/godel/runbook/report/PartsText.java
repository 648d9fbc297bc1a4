package io.godel.runbook.report;

import io.godel.runbook.explore.Part;
import io.godel.runbook.explore.PartsSeen;
import io.godel.runbook.plan.PlaceText;
import io.godel.runbook.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tells people how much of a plan some runs came to, and what they never came to. */
public final class PartsText {
  private static final int KIND_WIDTH = 10;
  private static final int COUNT_WIDTH = 14;
  private static final int PLACE_WIDTH = 10;
  private static final int WHAT_MAX = 66;

  private final Style style;
  private final Consumer<String> out;
  private final SourceFile file;

  /**
   * @param file the runbook's own; what stands in another is told with its name
   */
  public PartsText(Style style, Consumer<String> out, SourceFile file) {
    this.style = style;
    this.out = out;
    this.file = file;
  }

  /** A line for each kind of which there is something. */
  public void counts(PartsSeen parts) {
    for (Part.Kind kind : Part.Kind.values()) {
      PartsSeen some = parts.of(kind);
      if (some.all() > 0) {
        String count = Counts.of(some.seen()) + " of " + Counts.of(some.all());
        out.accept(
            "  "
                + style.faint(Style.padded(kind.word(), KIND_WIDTH))
                + Style.padded(count, COUNT_WIDTH)
                + String.format(Locale.ROOT, "%3d%%", some.percent()));
      }
    }
  }

  /** What stands in something that was never come to is counted and not listed. */
  public void missed(PartsSeen parts) {
    for (Part.Kind kind : Part.Kind.values()) {
      Map<String, List<Part>> nodes = byNode(parts.of(kind));
      if (!nodes.isEmpty()) {
        out.accept("  never seen of " + kind.word());
        nodes.values().forEach(this::node);
      }
    }
    long inside = parts.missed().stream().filter(part -> !part.within()).count();
    if (inside > 0) {
      out.accept(style.faint("  and " + Counts.of(inside) + " more inside of these"));
    }
  }

  private static Map<String, List<Part>> byNode(PartsSeen parts) {
    Map<String, List<Part>> nodes = new LinkedHashMap<>();
    for (Part part : parts.missed()) {
      if (part.within()) {
        nodes.computeIfAbsent(part.node(), key -> new ArrayList<>()).add(part);
      }
    }
    return nodes;
  }

  private void node(List<Part> outcomes) {
    Part first = outcomes.get(0);
    String what = ReportLines.cut(PlanWords.visible(first.what()), WHAT_MAX);
    String where = first.step().isEmpty() ? "" : " in step " + first.step();
    String missing = String.join(", ", outcomes.stream().map(Part::outcome).toList());
    out.accept(
        "    "
            + style.faint(Style.padded(place(first), PLACE_WIDTH))
            + what
            + where
            + ": "
            + missing);
  }

  private String place(Part part) {
    String line = Integer.toString(part.span().line());
    return part.span().source().name().equals(file.name())
        ? "line " + line
        : PlaceText.file(part.span()) + ":" + line + "  ";
  }
}
