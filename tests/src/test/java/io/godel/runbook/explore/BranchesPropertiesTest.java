package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.types.TypedRunbook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A story is the same whether it is told from its beginning or branches off from another one. */
class BranchesPropertiesTest {
  private static final int WAYS_MAX = 1_000;

  private static final List<Origin> ORIGINS =
      List.of(
          origin("database-failover", "primary-lost"),
          origin("database-failover", "corrupted"),
          origin("redis-outage", "redis-down"),
          origin("agent-storm", "agent-storm"));

  private static Origin origin(String name, String world) {
    Path file = Path.of("runbooks", name + ".runbook");
    TypedRunbook runbook = new Project().check(file).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    WorldFile read = Project.world(file, world).tree().orElseThrow();
    return new Origin(new Setting(plan, world, read, 7, Optional.empty(), false));
  }

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
      Trial branched = branched(origin, trial, way);
      Trial whole = Telling.of(origin, story).end(origin, story, Optional.of(way), true);
      assertEquals(told(whole), told(branched), story.id());
      trial = branched;
    }
  }

  private static List<Possibility> ways(Trial trial) {
    return trial.branches().stream().flatMap(it -> it.ways().stream()).toList();
  }

  /** Told behind all that come before it in its bundle. */
  private static Trial branched(Origin origin, Trial trial, Possibility way) {
    Branches bundle =
        trial.branches().stream().filter(it -> it.ways().contains(way)).findFirst().orElseThrow();
    int place = bundle.ways().indexOf(way);
    return bundle.first(place + 1).tell(origin, true).get(place);
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
