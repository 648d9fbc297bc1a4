package io.godel.runbook.explore;

import io.godel.runbook.simulation.Fault;
import io.godel.runbook.simulation.FaultReader;
import java.util.Optional;

/** What kind of thing goes wrong, in a few words. */
public final class MisfortuneKind {
  private MisfortuneKind() {}

  /**
   * @param event in the words of a {@link Story}
   */
  public static String of(String event) {
    Optional<Fault> fault = FaultReader.read(event);
    if (fault.isEmpty()) {
      return event.startsWith("deny ") ? "somebody says no" : "nobody answers";
    }
    Fault.Effect effect = fault.get().effect();
    if (effect instanceof Fault.Silence it) {
      return it.tookEffect() ? "done, and no answer" : "not done, and no answer";
    }
    if (effect instanceof Fault.Refusal it) {
      return "refused: " + it.code();
    }
    if (effect instanceof Fault.Change it) {
      return it.verb().written();
    }
    if (effect instanceof Fault.Slowness) {
      return "a late answer";
    }
    if (effect instanceof Fault.Staleness) {
      return "an old answer";
    }
    if (effect instanceof Fault.Keeping) {
      return "set back by others";
    }
    return effect instanceof Fault.Abort ? "the operator aborts" : "the process is killed";
  }
}
