package io.godel.runbook.lab;

import io.godel.runbook.backend.simulated.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets the model live in real time: whoever touches it does so alone, and between touches its time
 * follows a real clock.
 */
final class Loop implements AutoCloseable {
  private static final long TICK_MILLIS = 20;

  /** Requests are not kept waiting by a world that has much to do. */
  private static final int EVENTS_PER_TURN_MAX = 1_000;

  private final VirtualTime time;
  private final double speed;
  private final Runnable afterEach;
  private final Instant origin;
  private final long began;
  private final ScheduledExecutorService ticks;

  /**
   * @param speed so many times faster than real time
   * @param afterEach is run after each event of the model
   */
  Loop(VirtualTime time, double speed, Runnable afterEach) {
    this.time = time;
    this.speed = speed;
    this.afterEach = afterEach;
    this.origin = time.now();
    this.began = LabSystemClock.now();
    this.ticks =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "lab");
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    var unused =
        ticks.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void tick() {
    catchUp();
  }

  private void catchUp() {
    // Who follows a log is to hear of every look.
    time.wake();
    long nanos = LabSystemClock.now() - began;
    time.advance(origin.plus(Duration.ofNanos((long) (nanos * speed))), new Turn()::isOver);
  }

  /** Is asked before the first thing that is due, and after each. */
  private final class Turn {
    private int asked;

    boolean isOver() {
      if (asked > 0) {
        afterEach.run();
      }
      return ++asked > EVENTS_PER_TURN_MAX;
    }
  }

  /** Touches the model at its present moment. */
  synchronized <T> T touch(Callable<T> work) throws Exception {
    catchUp();
    time.changed();
    try {
      return work.call();
    } finally {
      afterEach.run();
    }
  }

  /** Looks at the model at its present moment; whoever looks leaves it as it is. */
  synchronized <T> T look(Callable<T> work) throws Exception {
    catchUp();
    return work.call();
  }

  @Override
  public void close() {
    ticks.shutdownNow();
  }
}
