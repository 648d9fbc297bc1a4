package io.godel.runbook.explore;

import io.godel.runbook.backend.Call;
import io.godel.runbook.simulation.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What could happen to the world in the course of a run: right before an acting call, which is
 * after its guards looked, and right after it, before anybody looks again.
 */
final class Misfortunes {
  private final Map<String, List<String>> before = new HashMap<>();
  private boolean acted;
  private boolean enough;
  private boolean wordGiven;

  /** A person's word is taken for true: what they switched off does not come back. */
  void wordGiven() {
    wordGiven = true;
  }

  /** From now on it does not matter any more. */
  void enough() {
    enough = true;
  }

  void see(Call call, World world) {
    if ((call.acts() || acted) && !enough) {
      before.putIfAbsent(
          call.id(),
          WorldEvents.of(world).stream()
              .filter(event -> !wordGiven || !event.startsWith(WorldEvents.RETURN))
              .toList());
    }
    acted = call.acts();
  }

  List<String> before(Call call) {
    return before.getOrDefault(call.id(), List.of());
  }
}
