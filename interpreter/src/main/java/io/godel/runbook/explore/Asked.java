package io.godel.runbook.explore;

import io.godel.runbook.backend.Call;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Remembers what was asked where in a run: to disturb it again leads nowhere else.
 *
 * <p>A condition that is asked again and again is one place. In a later round of a loop the same
 * question is the same as before until somebody has acted.
 */
final class Asked {
  private final Set<List<Object>> everywhere = new HashSet<>();
  private final Set<List<Object>> sinceActing = new HashSet<>();

  /** What a look asks, at its place in the plan and in the round of the loop. */
  static List<Object> question(Call look) {
    return List.of(Places.instance(look.id()), look.action(), look.arguments());
  }

  void acted() {
    sinceActing.clear();
  }

  boolean isNew(Call look) {
    boolean isNewHere = everywhere.add(question(look));
    return sinceActing.add(List.of(Places.node(look.id()), look.action(), look.arguments()))
        && isNewHere;
  }
}
