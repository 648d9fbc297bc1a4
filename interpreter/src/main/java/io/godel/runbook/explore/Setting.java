package io.godel.runbook.explore;

import io.godel.runbook.plan.Plan;
import io.godel.runbook.simulation.WorldFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What all stories of one exploration have in common.
 *
 * @param name of the world
 * @param seed of the names that the world makes up
 * @param scenario the one that the operator chooses
 * @param leavesBroken whether a drill says that the world is left to a person
 * @param places of the plan
 * @param given the parameters that the operator gave
 */
public record Setting(
    Plan plan,
    String name,
    WorldFile world,
    long seed,
    Optional<String> scenario,
    boolean leavesBroken,
    Places places,
    Given given) {

  /**
   * @param params by name, as they were written; what is secret is not told
   * @param ranged those of which values out of a range are tried, and this is one of them
   */
  public record Given(Map<String, String> params, Set<String> ranged) {
    public static final Given NOTHING = new Given(Map.of(), Set.of());

    public Given {
      params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
      ranged = Collections.unmodifiableSet(new LinkedHashSet<>(ranged));
    }
  }

  public Setting(
      Plan plan,
      String name,
      WorldFile world,
      long seed,
      Optional<String> scenario,
      boolean leavesBroken) {
    this(plan, name, world, seed, scenario, leavesBroken, Given.NOTHING);
  }

  public Setting(
      Plan plan,
      String name,
      WorldFile world,
      long seed,
      Optional<String> scenario,
      boolean leavesBroken,
      Given given) {
    this(plan, name, world, seed, scenario, leavesBroken, Places.of(plan), given);
  }
}
