package io.godel.runbook.engine;

import java.time.Instant;

/** Where the engine has its time from: a real clock, or a virtual one that only jumps. */
public interface Clock {
  Instant now();

  /**
   * Waits until the instant has come or {@link #wake} was called, whichever is first.
   *
   * @param until at the latest then
   * @throws InterruptedException when the waiting thread is interrupted
   */
  void await(Instant until) throws InterruptedException;

  /** Ends a running {@link #await}, or the next one at once. Callable from any thread. */
  void wake();
}
