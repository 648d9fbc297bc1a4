package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.simulation.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A story that is left out is told after all, and everything that its run tells is the same as
 * without the misfortune that nobody sees.
 *
 * <p>With the profile {@code explore} more of them are told.
 */
class IndependenceTest {
  private static final int STORIES = Integer.getInteger("explore.same", 40);

  /** Fewer would prove little. */
  private static final int LEFT_OUT_MIN = 50;

  private final Map<List<String>, Run> runs = new HashMap<>();
  private Origin origin;

  /**
   * @param told everything that happened, with its time
   * @param trial what was made of it
   */
  private record Run(List<String> told, Trial trial) {}

  private Run run(Story story, Optional<Possibility> last) {
    return runs.computeIfAbsent(
        story.events(),
        key -> {
          Telling telling = Telling.of(origin, story);
          Trial trial = telling.end(origin, story, last, true);
          Simulation.Result result = telling.simulation().result();
          List<String> told = new ArrayList<>();
          result.notices().forEach(it -> told.add(it.toString()));
          result.calls().forEach(it -> told.add(it.call().arguments() + " " + it.reply()));
          return new Run(told, trial);
        });
  }

  private void same(List<String> events) {
    Run whole = run(new Story(events), Optional.empty());
    for (int i = 0; i < events.size(); i++) {
      List<String> others = new ArrayList<>(events);
      Optional<String> bystander = origin.bystanders().of(others.remove(i));
      Run without = run(new Story(others), Optional.empty());
      if (bystander.filter(it -> !without.trial().seen().contains(it)).isPresent()) {
        assertEquals(without.told(), whole.told(), events.toString());
        assertEquals(without.trial().violations(), whole.trial().violations());
        return;
      }
    }
    throw new AssertionError("it was left out for no reason: " + events);
  }

  @ParameterizedTest
  @CsvSource({
    "database-failover, primary-lost",
    "database-failover, pool-exhausted",
    "redis-outage, redis-down",
    "redis-outage, redis-disk-full",
    "agent-storm, agent-storm-attack-own-address",
  })
  void whatIsLeftOutComesToTheSame(String name, String world) {
    origin = Explored.shipped(name, world, 0);
    Independence independence = new Independence(origin.bystanders());
    List<Branches> one = run(Story.PLAIN, Optional.empty()).trial().branches();
    independence.told(run(Story.PLAIN, Optional.empty()).trial());
    assertEquals(one, independence.needed(one), "each misfortune is tried alone");

    List<Branches> two = new ArrayList<>();
    for (Branches branches : one) {
      for (Possibility way : branches.ways()) {
        Trial trial = run(Story.PLAIN.with(way.event()), Optional.of(way)).trial();
        independence.told(trial);
        two.addAll(trial.branches());
      }
    }
    Set<List<String>> leftOut = new HashSet<>(stories(two));
    leftOut.removeAll(stories(independence.needed(two)));
    List<List<String>> all = stories(two).stream().filter(leftOut::contains).toList();
    assertTrue(all.size() > LEFT_OUT_MIN, all.size() + " are left out");
    int step = Math.max(1, all.size() / STORIES);
    for (int i = 0; i < all.size(); i += step) {
      same(all.get(i));
    }
  }

  private static List<List<String>> stories(List<Branches> all) {
    return all.stream()
        .flatMap(it -> it.ways().stream().map(way -> it.story().with(way.event()).events()))
        .toList();
  }
}
