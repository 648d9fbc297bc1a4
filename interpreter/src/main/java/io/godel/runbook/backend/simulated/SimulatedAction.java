package io.godel.runbook.backend.simulated;

import io.godel.runbook.backend.Call;

/** How the model carries out one native action, at the present moment of virtual time. */
@FunctionalInterface
public interface SimulatedAction {
  Reply carryOut(Call call);
}
