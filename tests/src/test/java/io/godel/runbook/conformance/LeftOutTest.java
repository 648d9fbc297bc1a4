package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever is not said to be left out is drawn. */
final class LeftOutTest {
  private static final int PLANS = 400;
  private static final Pattern CALLS = Pattern.compile("\\.(\\w+)");

  /** The names of actions without their modules: most are called as members. */
  private static Set<String> drawn() {
    Set<String> drawn = new TreeSet<>();
    for (long number = 1; number <= PLANS; number++) {
      String text = RandomPlan.ofCluster(number).text() + RandomPlan.ofServers(number).text();
      CALLS.matcher(text).results().map(it -> it.group(1)).forEach(drawn::add);
    }
    return drawn;
  }

  @Test
  void allOtherActionsOfTheLibraryAreDrawn() {
    Set<String> drawn = drawn();
    Set<String> missing = new TreeSet<>();
    for (String module : List.of("k8s", "pg")) {
      for (boolean acting : List.of(true, false)) {
        KubernetesSide.nativeActions(module, acting).stream()
            .filter(it -> !drawn.contains(it.substring(it.indexOf('.') + 1)))
            .forEach(missing::add);
      }
    }
    assertEquals(LeftOut.actions(), missing);
  }
}
