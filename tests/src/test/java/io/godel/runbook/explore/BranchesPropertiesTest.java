package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A story is the same whether it is told from its beginning or branches off from another one. */
class BranchesPropertiesTest {
  private static final int WAYS_MAX = 1_000;

  private static final List<Origin> ORIGINS =
      List.of(
          Explored.shipped("database-failover", "primary-lost", 7),
          Explored.shipped("database-failover", "corrupted", 7),
          Explored.shipped("redis-outage", "redis-down", 7),
          Explored.shipped("agent-storm", "agent-storm", 7));

  @Property(tries = 40)
  void branchedOffOrFromItsBeginning(
      @ForAll @IntRange(max = 3) int which,
      @ForAll @IntRange(max = WAYS_MAX) int first,
      @ForAll @IntRange(max = WAYS_MAX) int second) {
    Origin origin = ORIGINS.get(which);
    Trial trial = Telling.of(origin, Story.PLAIN).end(origin, Story.PLAIN, Optional.empty(), true);
    for (int choice : List.of(first, second)) {
      List<Possibility> ways = ways(trial);
      if (ways.isEmpty()) {
        return;
      }
      Possibility way = ways.get(choice % ways.size());
      Story story = trial.story().with(way.event());
      Optional<Trial> branched = branched(origin, trial, way);
      if (branched.isEmpty()) {
        assertTrue(way.lull().isPresent(), "it comes to the same as a later one");
        return;
      }
      Trial whole = Telling.of(origin, story).end(origin, story, Optional.of(way), true);
      assertEquals(told(whole), told(branched.get()), story.id());
      trial = branched.get();
    }
  }

  private static List<Possibility> ways(Trial trial) {
    return trial.branches().stream().flatMap(it -> it.ways().stream()).toList();
  }

  /** Told behind all that come before it in its bundle. */
  private static Optional<Trial> branched(Origin origin, Trial trial, Possibility way) {
    Branches bundle =
        trial.branches().stream().filter(it -> it.ways().contains(way)).findFirst().orElseThrow();
    int place = bundle.ways().indexOf(way);
    Story story = trial.story().with(way.event());
    return bundle.first(place + 1).tell(origin, true).stream()
        .filter(it -> it.story().equals(story))
        .findFirst();
  }

  private static List<Object> told(Trial trial) {
    List<Object> all = new ArrayList<>();
    all.add(trial.story());
    all.add(trial.ending());
    all.add(trial.took());
    all.add(trial.scenarios());
    all.add(trial.violations());
    all.add(trial.reached().unhandled());
    all.add(trial.branches());
    return all;
  }
}
