package io.godel.runbook.simulation;

import io.godel.runbook.backend.simulated.SimulatedAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How each native action is carried out in a world. */
final class Actions {
  private final List<Supplier<Map<String, SimulatedAction>>> modules;

  /** Each copy of a world makes its own when it needs them: they are many and hold nothing. */
  private transient Map<String, SimulatedAction> made;

  /**
   * @param modules make their actions, by qualified name, out of the models of the world
   */
  Actions(List<Supplier<Map<String, SimulatedAction>>> modules) {
    this.modules = List.copyOf(modules);
  }

  Map<String, SimulatedAction> byName() {
    if (made == null) {
      Map<String, SimulatedAction> actions = new LinkedHashMap<>();
      modules.forEach(module -> actions.putAll(module.get()));
      made = Map.copyOf(actions);
    }
    return made;
  }
}
