package io.godel.runbook.report;

import io.godel.runbook.outlook.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What speaks against a runbook on a target: what it names is not there, may not be seen, or cannot
 * be reached.
 *
 * @param trouble the findings that say so
 * @param looks how many findings were made by looking
 */
public record OutlookSummary(List<Finding> trouble, int looks) {
  /** A value that is not there, and what follows from it, are facts of the world and no trouble. */
  private static final Set<String> FACTS = Set.of("missing", "unknown");

  public OutlookSummary {
    trouble = List.copyOf(trouble);
  }

  public static OutlookSummary of(List<Finding> findings) {
    List<Finding> trouble = new ArrayList<>();
    int looks = 0;
    for (Finding finding : findings) {
      if (isTrouble(finding)) {
        trouble.add(finding);
      }
      if (finding instanceof Finding.Seen
          || finding instanceof Finding.NotSeen
          || finding instanceof Finding.Condition) {
        looks++;
      }
    }
    return new OutlookSummary(trouble, looks);
  }

  static boolean isTrouble(Finding finding) {
    if (finding instanceof Finding.NotSeen it) {
      return !FACTS.contains(it.code());
    }
    return finding instanceof Finding.Condition it
        && it.failure().filter(code -> !FACTS.contains(code)).isPresent();
  }
}
