package io.godel.runbook.simulation;

import io.godel.runbook.backend.simulated.application.ApplicationFacts;
import io.godel.runbook.backend.simulated.kubernetes.ClusterFacts;
import io.godel.runbook.backend.simulated.postgres.PostgresFacts;
import io.godel.runbook.backend.simulated.redis.RedisFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a world is told to be at one moment: what a run may change, and nothing that time changes by
 * itself.
 */
public record WorldFacts(Map<String, String> facts) {
  public WorldFacts {
    facts = Map.copyOf(facts);
  }

  /** One fact that is another than before; null stands for what is not there. */
  public record Change(String what, String before, String after) {
    /** Whether it is told of both moments, and is not new or gone. */
    public boolean isOther() {
      return before != null && after != null;
    }

    @Override
    public String toString() {
      return what + ": " + shown(before) + " → " + shown(after);
    }

    private static String shown(String value) {
      return value == null ? "not there" : value;
    }
  }

  public static WorldFacts of(World world) {
    Map<String, String> facts = new TreeMap<>(ClusterFacts.of(world.cluster()));
    facts.putAll(PostgresFacts.of(world.postgres()));
    facts.putAll(RedisFacts.of(world.redis()));
    world.application().map(ApplicationFacts::of).ifPresent(facts::putAll);
    return new WorldFacts(facts);
  }

  /** What settings its pods run with: those that they were started with. */
  public static WorldFacts inUse(World world) {
    return new WorldFacts(ClusterFacts.inUse(world.cluster()));
  }

  /** In the order of their names. */
  public List<Change> until(WorldFacts later) {
    TreeSet<String> names = new TreeSet<>(facts.keySet());
    names.addAll(later.facts.keySet());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      String before = facts.get(name);
      String after = later.facts.get(name);
      if (!Objects.equals(before, after)) {
        changes.add(new Change(name, before, after));
      }
    }
    return changes;
  }
}
