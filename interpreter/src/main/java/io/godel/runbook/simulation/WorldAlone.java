package io.godel.runbook.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** A world to which the same happens as in a run, and in which nobody runs anything. */
public final class WorldAlone {
  private final World world;
  private final WorldChanges changes;
  private final Queue<Simulation.Happened> toCome;

  /**
   * @param world in which nothing has happened yet
   * @param happened what was done to the other world from outside, in order
   */
  public WorldAlone(World world, List<Simulation.Happened> happened) {
    this.world = world;
    this.changes = new WorldChanges(world);
    this.toCome = new ArrayDeque<>(happened);
  }

  /**
   * The world as it is then.
   *
   * @param moment no earlier than the one of the call before
   */
  public World at(Instant moment) {
    while (!toCome.isEmpty() && !toCome.element().at().isAfter(moment)) {
      Simulation.Happened next = toCome.remove();
      advance(next.at());
      changes.apply(next.change());
    }
    advance(moment);
    return world;
  }

  private void advance(Instant until) {
    world.time().advance(until, () -> false);
  }
}
