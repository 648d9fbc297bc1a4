package io.godel.runbook.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The time of a live run: it begins with the clock on the wall and goes on with the steady one of
 * the machine.
 *
 * <p>So a clock on the wall that is set ahead lets no wait be over at once, and one that is set
 * back makes none longer; the journal has the time on the wall with each record besides. Time in
 * which the whole machine is suspended is no time of a run.
 */
public final class SystemClock implements Clock {
  /** A wait is cut into parts of this length, since the longest of all does not fit into nanos. */
  private static final Duration WAIT_MAX = Duration.ofHours(24);

  private final LongSupplier nanos;
  private final Instant begin;
  private final long beginNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean wake;

  SystemClock(InstantSource wall, LongSupplier nanos, Instant notBefore) {
    Instant now = wall.instant();
    this.nanos = nanos;
    this.begin = now.isBefore(notBefore) ? notBefore : now;
    this.beginNanos = nanos.getAsLong();
  }

  /** For a new run. */
  public static SystemClock started() {
    return resumedAfter(Instant.MIN);
  }

  /**
   * For a run that goes on: its time does not go back, whatever the clock on the wall does.
   *
   * @param last when it was heard of last
   */
  public static SystemClock resumedAfter(Instant last) {
    return new SystemClock(InstantSource.system(), System::nanoTime, last);
  }

  @Override
  public Instant now() {
    return begin.plusNanos(nanos.getAsLong() - beginNanos);
  }

  @Override
  public void await(Instant until) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!wake && now().isBefore(until)) {
        Duration left = Duration.between(now(), until);
        Duration part = left.compareTo(WAIT_MAX) < 0 ? left : WAIT_MAX;
        var unused = woken.await(part.toNanos(), TimeUnit.NANOSECONDS);
      }
      wake = false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      wake = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
