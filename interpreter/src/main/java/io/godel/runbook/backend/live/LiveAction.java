package io.godel.runbook.backend.live;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;

/** How one native action is carried out on a live system. */
@FunctionalInterface
public interface LiveAction {

  /**
   * Carries the call out and waits for its answer. What the other side refuses is {@link
   * Outcome.NotDone}; an acting call of which nobody knows whether it took effect is {@link
   * Outcome.Unknown}.
   *
   * @throws InterruptedException when nobody waits for the answer any more: the call's timeout is
   *     over, or the run was ended
   */
  Outcome carryOut(Call call) throws InterruptedException;
}
