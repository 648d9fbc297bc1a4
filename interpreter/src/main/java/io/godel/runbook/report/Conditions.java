package io.godel.runbook.report;

import io.godel.runbook.eval.Explanation;
import io.godel.runbook.eval.Truth;
import java.util.Set;
import java.util.stream.Collectors;

/** Conditions with what was seen of them. */
final class Conditions {
  private static final int PART_MAX = 56;
  private static final Set<String> WORDS = Set.of("true", "false");

  private final Style style;
  private final ReportLines lines;

  Conditions(Style style, ReportLines lines) {
    this.style = style;
    this.lines = lines;
  }

  String mark(Truth truth) {
    return switch (truth) {
      case TRUE -> style.good("✓");
      case FALSE -> style.bad("✗");
      case UNKNOWN -> style.attention("?");
    };
  }

  /** On one line: a comparison shows its two values, everything else its name and its value. */
  static String brief(Explanation explanation) {
    return explanation.parts().stream().map(Conditions::brief).collect(Collectors.joining(", "));
  }

  private static String brief(Explanation.Part part) {
    if (part.truth() == Truth.UNKNOWN) {
      return ReportLines.cut(part.text(), PART_MAX) + " is " + part.value();
    }
    return WORDS.contains(part.value())
        ? ReportLines.cut(part.text(), PART_MAX) + " is " + part.value()
        : ReportLines.cut(part.value(), PART_MAX);
  }

  /** In one line when it holds; with all its parts and what would satisfy it when not. */
  void tell(String label, String why, Truth truth, Explanation explanation) {
    if (truth == Truth.TRUE) {
      lines.item(label, mark(truth), why, brief(explanation));
      return;
    }
    lines.item(label, mark(truth), style.bold(why), "");
    explain(explanation);
  }

  /** What was seen of each part, and what is wanted. */
  void explain(Explanation explanation) {
    explanation
        .parts()
        .forEach(part -> lines.detail("seen", part.text() + style.faint("  is  ") + part.value()));
    if (!explanation.wanting().isEmpty()) {
      lines.detail("wanted", explanation.wanting());
    }
  }
}
