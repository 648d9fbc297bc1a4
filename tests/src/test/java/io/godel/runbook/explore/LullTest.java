package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A story that is left out since the same comes right before the next acting call is told after
 * all: its run does the same, ends in the same way, and nothing else is wrong with it.
 *
 * <p>With the profile {@code explore} more of them are told.
 */
class LullTest {
  private static final int STORIES = Integer.getInteger("explore.same", 40);

  /** Fewer would prove little. */
  private static final int LEFT_OUT_MIN = 20;

  private static final boolean ACTS = true;
  private static final boolean LOOKS = false;

  /**
   * @param early the story that is left out
   * @param late the one that it comes to the same as
   */
  private record Pair(Story early, Story late) {}

  private record Came(List<String> done, Optional<Ending.Kind> ending, Set<Violation> wrong) {}

  private static Came tell(Origin origin, Story story) {
    Telling telling = Telling.of(origin, story);
    Trial trial = telling.end(origin, story, Optional.empty(), false);
    return new Came(
        telling.simulation().result().calls().stream()
            .filter(it -> it.call().acts())
            .map(it -> it.call().action() + it.call().arguments() + it.reply().outcome())
            .toList(),
        trial.ending().map(Ending::kind),
        new HashSet<>(trial.violations()));
  }

  /** Empty where it is told. */
  private static Optional<Pair> leftOut(Origin origin, Branches branches, Possibility way) {
    Branches alone = new Branches(branches.story(), branches.lengths(), List.of(way));
    if (!alone.tell(origin, false).isEmpty()) {
      return Optional.empty();
    }
    Story early = branches.story().with(way.event());
    return Optional.of(new Pair(early, branches.story().with(late(origin, early, way))));
  }

  /** The same right before the next acting call. */
  private static String late(Origin origin, Story early, Possibility way) {
    Telling telling = Telling.of(origin, early);
    telling.end(origin, early, Optional.empty(), false);
    String what = way.event().substring(way.event().indexOf(": "));
    return telling.simulation().result().calls().stream()
        .filter(it -> it.call().id().equals(way.lull().orElseThrow().act().id()))
        .map(it -> "on call " + it.number() + " of " + it.call().action() + what)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "database-failover, primary-lost",
    "database-failover, corrupted",
    "agent-storm, agent-storm",
    "agent-storm, agent-storm-over",
  })
  void whatIsLeftOutComesToTheSame(String name, String world) {
    Origin origin = Explored.shipped(name, world, 0);
    Trial plain = Telling.of(origin, Story.PLAIN).end(origin, Story.PLAIN, Optional.empty(), true);
    List<Branches> some = new ArrayList<>(plain.branches());
    plain.branches().stream()
        .flatMap(it -> it.first(2).tell(origin, true).stream())
        .forEach(trial -> some.addAll(trial.branches()));
    List<Pair> pairs =
        some.stream()
            .flatMap(
                it ->
                    it.ways().stream()
                        .filter(way -> way.lull().isPresent())
                        .limit(3)
                        .map(way -> leftOut(origin, it, way)))
            .flatMap(Optional::stream)
            .limit(STORIES)
            .toList();
    assertTrue(pairs.size() > LEFT_OUT_MIN, pairs.size() + " are left out");
    pairs.forEach(
        pair ->
            assertEquals(tell(origin, pair.late()), tell(origin, pair.early()), pair.early().id()));
  }

  private static Simulation.Called call(int second, boolean acts, boolean answer) {
    Call call = new Call("here@" + second, "k8s.some", Map.of(), acts, Duration.ofSeconds(10));
    Instant at = Instant.EPOCH.plusMillis(second * 500L);
    return new Simulation.Called(call, second, second, at, Reply.done(new Value.Bool(answer)));
  }

  @Test
  void aLullIsLooksAndShort() {
    assertTrue(Lull.of(List.of(call(1, LOOKS, true), call(2, ACTS, true)), 0).isPresent());
    assertTrue(Lull.of(List.of(call(1, LOOKS, true), call(3, ACTS, true)), 0).isPresent());
    assertFalse(Lull.of(List.of(call(1, LOOKS, true), call(4, ACTS, true)), 0).isPresent());
    assertFalse(Lull.of(List.of(call(1, LOOKS, true), call(2, LOOKS, true)), 0).isPresent());
  }

  @Test
  void itIsTheSameAsLongAsEveryLookIsAnsweredTheSame() {
    List<Simulation.Called> calls =
        List.of(call(1, LOOKS, true), call(2, LOOKS, true), call(3, ACTS, true));
    Lull lull = Lull.of(calls, 0).orElseThrow();
    assertTrue(lull.isOver(calls));
    assertTrue(lull.isTheSame(calls));
    assertFalse(lull.isOver(calls.subList(0, 2)));
    assertFalse(
        lull.isTheSame(List.of(call(1, LOOKS, false), call(2, LOOKS, true), call(3, ACTS, true))));
    assertFalse(
        lull.isTheSame(List.of(call(0, LOOKS, true), call(2, LOOKS, true), call(3, ACTS, true))));
  }
}
