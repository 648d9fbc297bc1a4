package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the modules {@code k8s}, {@code net}, {@code http} and {@code prom} answer in the same
 * situations, by the simulated backend and by the live one over HTTPS: the same results of the same
 * types, the same refusals.
 */
final class KubernetesConformanceTest {
  private static final Path PAGE = Path.of("docs/known-differences.md");

  @TempDir Path folder;

  private static KubernetesStory told(KubernetesSide side, KubernetesSituations.Situation situation)
      throws Exception {
    KubernetesStory story = new KubernetesStory(side);
    try {
      story.when(situation.name());
      situation.tale().tell(story);
    } finally {
      side.close();
    }
    return story;
  }

  private void compare(
      List<String> modules,
      List<KubernetesSituations.Situation> situations,
      List<KnownDifference> known)
      throws Exception {
    Set<String> called = new TreeSet<>();
    List<String> differences = new ArrayList<>();
    for (KubernetesSituations.Situation each : situations) {
      KubernetesStory simulated =
          told(new KubernetesModelSide(each.world(), each.mayNothing()), each);
      KubernetesStory live =
          told(new KubernetesLabSide(folder, each.world(), each.mayNothing()), each);
      called.addAll(live.called());
      differences.addAll(Differences.between(simulated.answers(), live.answers()));
    }
    for (String module : modules) {
      assertTrue(called.containsAll(KubernetesSide.nativeActions(module, false)), module);
      assertTrue(called.containsAll(KubernetesSide.nativeActions(module, true)), module);
    }
    assertEquals(Differences.lines(known), String.join("", differences));
  }

  @Test
  void theSimulatedAndTheLiveClusterAnswerAlike() throws Exception {
    compare(List.of("k8s"), KubernetesSituations.all(), KnownDifference.OF_THE_CLUSTER);
  }

  @Test
  void theSimulatedAndTheLiveApplicationAnswerAlike() throws Exception {
    compare(
        List.of("net", "http", "prom"),
        ApplicationSituations.all(),
        KnownDifference.OF_THE_APPLICATION);
  }

  @Test
  void thePageTellsWhatIsDifferent() throws IOException {
    String page = KnownDifference.page();
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(PAGE, page);
    }
    assertEquals(Files.readString(PAGE), page, "write it anew with -Dgolden.rewrite=true");
  }
}
