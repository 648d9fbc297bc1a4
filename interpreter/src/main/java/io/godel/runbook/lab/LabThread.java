package io.godel.runbook.lab;

import io.godel.runbook.backend.simulated.VirtualTime;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that a world lives on: it lets the time go by and does what it is asked. */
final class LabThread implements AutoCloseable {
  private static final long TICK_MILLIS = 10;

  /** Requests are not kept waiting by a world that has much to do. */
  private static final int EVENTS_PER_TURN_MAX = 1_000;

  private final VirtualTime time;
  private final Instant begin;
  private final double speed;
  private final ElapsedSystemClock clock;
  private final Runnable changed;
  private final ScheduledThreadPoolExecutor executor;
  private final Future<?> life;

  /**
   * @param changed called after each thing that happened
   */
  LabThread(VirtualTime time, double speed, ElapsedSystemClock clock, Runnable changed) {
    this.time = time;
    this.begin = time.now();
    this.speed = speed;
    this.clock = clock;
    this.changed = changed;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "lab");
              thread.setDaemon(true);
              return thread;
            });
    this.life =
        executor.scheduleWithFixedDelay(
            this::live, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Lets happen whatever is due by now. */
  private void live() {
    Instant now = begin.plusNanos((long) (clock.elapsed().toNanos() * speed));
    Turn turn = new Turn();
    time.advance(now, turn::isOver);
  }

  /** Asked before each thing that is due, and after the last. */
  private final class Turn {
    private int asked;

    boolean isOver() {
      if (asked++ > 0) {
        changed.run();
      }
      return asked > EVENTS_PER_TURN_MAX;
    }
  }

  /**
   * Does the work and waits for its result.
   *
   * @throws InterruptedException also when the lab is closed in the meantime
   */
  <T> T call(Callable<T> work) throws InterruptedException {
    try {
      Future<T> result =
          executor.submit(
              () -> {
                live();
                T value = work.call();
                changed.run();
                return value;
              });
      return result.get();
    } catch (ExecutionException bug) {
      throw new AssertionError("a request broke the lab", bug.getCause());
    } catch (RejectedExecutionException | CancellationException closed) {
      throw new InterruptedException("the lab is closed");
    }
  }

  void later(Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException closed) {
      // What would have been done for it is gone with the lab.
      return;
    }
  }

  @Override
  public void close() {
    life.cancel(false);
    executor.shutdownNow().forEach(LabThread::cancel);
  }

  private static void cancel(Runnable work) {
    if (work instanceof Future<?> waiting) {
      waiting.cancel(false);
    }
  }
}
