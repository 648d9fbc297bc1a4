package io.godel.runbook.explore;

import io.godel.runbook.plan.Plan;
import io.godel.runbook.simulation.WorldFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all stories of one exploration have in common.
 *
 * @param name of the world
 * @param seed of the names that the world makes up
 * @param scenario the one that the operator chooses
 * @param leavesBroken whether a drill says that the world is left to a person
 * @param guards of each acting call, by their nodes in the plan
 */
public record Setting(
    Plan plan,
    String name,
    WorldFile world,
    long seed,
    Optional<String> scenario,
    boolean leavesBroken,
    Map<String, List<String>> guards) {

  public Setting(
      Plan plan,
      String name,
      WorldFile world,
      long seed,
      Optional<String> scenario,
      boolean leavesBroken) {
    this(plan, name, world, seed, scenario, leavesBroken, GuardsOfCalls.of(plan));
  }
}
