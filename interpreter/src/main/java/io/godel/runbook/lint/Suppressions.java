package io.godel.runbook.lint;

import io.godel.runbook.syntax.FileTree;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Leaves out what a text allows with a reason, and says which of its comments are for nothing. */
final class Suppressions {
  private Suppressions() {}

  /**
   * What remains of the findings of rules.
   *
   * @param known the codes that there are
   */
  static List<Finding> applied(
      FileTree file, List<Finding> findings, Collection<String> known, LocalDate today) {
    List<Suppression> suppressions = Suppression.of(file);
    if (suppressions.isEmpty()) {
      return findings;
    }
    Set<Suppression> used = new HashSet<>();
    List<Finding> left = new ArrayList<>();
    for (Finding finding : findings) {
      List<Suppression> holding =
          suppressions.stream().filter(it -> it.holds(finding, today)).toList();
      used.addAll(holding);
      if (holding.isEmpty()) {
        left.add(finding);
      }
    }
    Findings more = new Findings();
    suppressions.forEach(it -> SuppressionRules.check(it, used.contains(it), known, today, more));
    left.addAll(more.all());
    return left;
  }
}
