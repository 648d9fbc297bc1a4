package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever is not said to be left out is drawn. */
final class LeftOutTest {
  private static final int PLANS = 400;
  private static final Pattern CALLS =
      Pattern.compile("\\bk8s\\.\\w+(?=\\()|\\.\\w+(?=\\()|\\.\\w+");

  private static Set<String> drawn() {
    Set<String> drawn = new TreeSet<>();
    for (long number = 1; number <= PLANS; number++) {
      CALLS
          .matcher(RandomPlan.of(number).text())
          .results()
          .map(MatchResult::group)
          .map(it -> it.startsWith("k8s") ? it : "k8s" + it)
          .forEach(drawn::add);
    }
    return drawn;
  }

  @Test
  void allOtherActionsOfTheLibraryAreDrawn() {
    Set<String> missing = new TreeSet<>(KubernetesSide.nativeActions("k8s", true));
    missing.addAll(KubernetesSide.nativeActions("k8s", false));
    missing.removeAll(drawn());
    assertEquals(LeftOut.actions(), missing);
  }
}
