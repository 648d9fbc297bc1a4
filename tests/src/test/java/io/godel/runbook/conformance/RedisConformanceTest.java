package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the module {@code redis} answers in the same situations, by the simulated backend and by the
 * live one on a real server: the same results of the same types, the same refusals.
 */
final class RedisConformanceTest {
  @TempDir Path folder;

  private static RedisStory told(RedisSide side, RedisSituations.Situation situation)
      throws Exception {
    RedisStory story = new RedisStory(side, situation.patience());
    try {
      situation.tale().tell(story);
    } finally {
      side.close();
    }
    return story;
  }

  @Test
  void theSimulatedAndTheLiveServerAnswerAlike() throws Exception {
    Set<String> called = new TreeSet<>();
    List<String> differences = new ArrayList<>();
    for (RedisSituations.Situation each : RedisSituations.all()) {
      RedisStory simulated = told(new RedisModelSide(each.world()), each);
      Path fresh = folder.resolve("server-" + RedisSituations.all().indexOf(each));
      RedisStory live = told(new RedisRealSide(fresh, each.world(), each.patience()), each);
      called.addAll(live.called());
      differences.addAll(Differences.between(simulated.answers(), live.answers()));
    }
    Set<String> all = new TreeSet<>(KubernetesSide.nativeActions("redis", false));
    all.addAll(KubernetesSide.nativeActions("redis", true));
    assertEquals(all, called);
    assertEquals(Differences.lines(KnownDifference.OF_REDIS), String.join("", differences));
  }
}
