package io.godel.runbook.lint;

import io.godel.runbook.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Carries fixes out: those that overlap one that came before are left for another time. */
public final class Fixer {
  private Fixer() {}

  /**
   * A text with some findings mended.
   *
   * @param applied how many fixes went in
   */
  public record Fixed(String text, int applied) {}

  public static Fixed fix(SourceFile source, List<Finding> findings) {
    List<Fix.Edit> edits = new ArrayList<>();
    int applied = 0;
    for (Finding finding : findings) {
      if (finding.fix().isPresent() && fits(finding.fix().get(), edits)) {
        edits.addAll(finding.fix().get().edits());
        applied++;
      }
    }
    edits.sort(Comparator.comparing((Fix.Edit edit) -> edit.span().start()).reversed());
    StringBuilder text = new StringBuilder(source.text());
    edits.forEach(edit -> text.replace(edit.span().start(), edit.span().end(), edit.text()));
    return new Fixed(text.toString(), applied);
  }

  private static boolean fits(Fix fix, List<Fix.Edit> edits) {
    return fix.edits().stream().allMatch(mine -> edits.stream().noneMatch(it -> meet(mine, it)));
  }

  /** Two edits at the same place have no order, so they meet too. */
  private static boolean meet(Fix.Edit one, Fix.Edit other) {
    return one.span().start() <= other.span().end() && other.span().start() <= one.span().end();
  }
}
