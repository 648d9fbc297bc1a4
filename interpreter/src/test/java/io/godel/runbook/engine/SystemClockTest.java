package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Waits are measured by the steady clock; the one on the wall only says when a run began. */
class SystemClockTest {
  private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  private final AtomicReference<Instant> wall = new AtomicReference<>(START);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private SystemClock clock(Instant notBefore) {
    return new SystemClock(wall::get, nanos::get, notBefore);
  }

  @Test
  void timeGoesOnWithTheSteadyClock() {
    SystemClock clock = clock(Instant.MIN);
    assertEquals(START, clock.now());
    nanos.addAndGet(Duration.ofMinutes(2).toNanos()); // over the end of the numbers
    assertEquals(START.plusSeconds(120), clock.now());
  }

  @Test
  void aClockOnTheWallThatJumpsChangesNothing() {
    SystemClock clock = clock(Instant.MIN);
    for (Duration jump : new Duration[] {Duration.ofDays(400), Duration.ofDays(-400)}) {
      wall.set(START.plus(jump));
      assertEquals(START, clock.now());
    }
  }

  @Test
  void aRunThatGoesOnIsNotEarlierThanItWas() {
    Instant last = START.plusSeconds(3600);
    assertEquals(last, clock(last).now());
    assertEquals(START, clock(START.minusSeconds(1)).now());
  }

  @Test
  void whatIsDueIsNotWaitedFor() {
    SystemClock clock = clock(Instant.MIN);
    assertTimeoutPreemptively(SOON, () -> clock.await(START));
  }

  @Test
  void aWaitEndsInTime() {
    SystemClock clock = SystemClock.started();
    Instant until = clock.now().plusMillis(30);
    assertTimeoutPreemptively(SOON, () -> clock.await(until));
    assertFalse(clock.now().isBefore(until));
  }

  @Test
  void whoeverWaitsIsWoken() {
    SystemClock clock = SystemClock.started();
    Instant farAway = clock.now().plus(Duration.ofDays(400_000));
    CompletableFuture<Void> waker = new CompletableFuture<>();
    assertTimeoutPreemptively(
        SOON,
        () -> {
          CompletableFuture<Void> wakes = waker.thenRunAsync(clock::wake);
          waker.complete(null);
          clock.await(farAway);
          wakes.join();
        });
  }

  @Test
  void wakingBeforeTheWaitCountsOnce() {
    SystemClock clock = SystemClock.started();
    clock.wake();
    assertTimeoutPreemptively(SOON, () -> clock.await(Instant.MAX));
    Instant until = clock.now().plusMillis(20);
    assertTimeoutPreemptively(SOON, () -> clock.await(until));
    assertFalse(clock.now().isBefore(until));
  }
}
