package io.godel.runbook.engine;

import io.godel.runbook.plan.Plan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Steps that were made before, for many runs of one plan that begin alike: as long as a run hears
 * what another one heard, it does what that one did.
 *
 * <p>States are told apart by identity. Where two runs came to the same state by the same steps it
 * is the same object, since both were given it from here.
 */
public final class KnownSteps implements Steps {
  /** So many steps are kept; later ones are made when they are wanted. */
  private static final int KEPT_MAX = 50_000;

  private final State initial;
  private final Map<Asked, Engine.Stepped> known = new ConcurrentHashMap<>();

  private record Asked(State state, Input input) {}

  /**
   * @param plan the one of all the runs
   */
  public KnownSteps(Plan plan) {
    this.initial = Engine.initial(plan);
  }

  @Override
  public State initial(Plan plan) {
    return initial;
  }

  @Override
  public Engine.Stepped step(State state, Input input) {
    Asked asked = new Asked(state, input);
    Engine.Stepped stepped = known.get(asked);
    if (stepped == null) {
      stepped = Engine.step(state, input);
      Engine.Stepped first = known.size() < KEPT_MAX ? known.putIfAbsent(asked, stepped) : null;
      return first == null ? stepped : first;
    }
    return stepped;
  }
}
