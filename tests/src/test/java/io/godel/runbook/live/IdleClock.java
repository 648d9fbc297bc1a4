package io.godel.runbook.live;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.engine.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A clock that hurries while a run only waits, so that pauses between looks are short; while a call
 * is under way it goes as any other, so that each has all the time that it may take.
 */
final class IdleClock implements Clock {
  private static final long LOOK_MILLIS = 50;

  private final int speed;
  private Instant shown;
  private long looked = System.nanoTime();
  private int calls;
  private boolean woken;

  IdleClock(Instant origin, int speed) {
    this.shown = origin;
    this.speed = speed;
  }

  @Override
  public synchronized Instant now() {
    long nanos = System.nanoTime();
    shown = shown.plusNanos((nanos - looked) * (calls == 0 ? speed : 1));
    looked = nanos;
    return shown;
  }

  @Override
  public synchronized void await(Instant until) throws InterruptedException {
    while (!woken && now().isBefore(until)) {
      long millis = Duration.between(shown, until).toMillis() / speed;
      wait(Math.max(1, Math.min(millis, LOOK_MILLIS)));
    }
    woken = false;
  }

  @Override
  public synchronized void wake() {
    woken = true;
    notifyAll();
  }

  private synchronized void count(int more) {
    now();
    calls += more;
  }

  /** A backend whose calls are known here. */
  Backend watching(Backend backend) {
    return (call, answer) -> {
      AtomicBoolean open = new AtomicBoolean(true);
      count(1);
      backend.start(
          call,
          outcome -> {
            if (open.getAndSet(false)) {
              count(-1);
            }
            answer.accept(outcome);
          });
    };
  }
}
