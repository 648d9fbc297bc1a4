package io.godel.runbook.backend.simulated;

import io.godel.runbook.engine.Clock;
import java.time.Instant;

/** Lets the engine wait in virtual time. */
public final class VirtualClock implements Clock {
  private final VirtualTime time;
  private boolean woken;

  public VirtualClock(VirtualTime time) {
    this.time = time;
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void await(Instant until) {
    time.advance(until, () -> woken);
    woken = false;
  }

  @Override
  public void wake() {
    woken = true;
  }
}
