package io.godel.runbook.backend.simulated.postgres;

import java.time.Duration;

/** Bytes that go by at a steady rate; what is less than a byte is kept for the next look. */
final class Flow {
  /** In bytes a second: no disk is faster, and sums stay far from overflow. */
  static final long RATE_MAX = 4L << 30;

  private static final long NANOS = 1_000_000_000L;

  private long rate;
  private long rest;

  Flow(long rate) {
    change(rate);
  }

  long rate() {
    return rate;
  }

  void change(long bytesPerSecond) {
    rate = Math.max(0, Math.min(bytesPerSecond, RATE_MAX));
    rest = 0;
  }

  /** How much goes by in the time since the last look. */
  long during(Duration time) {
    long parts = rate * time.getNano() + rest;
    rest = parts % NANOS;
    return rate * time.getSeconds() + parts / NANOS;
  }

  /** Nothing is under way any more. */
  void rest() {
    rest = 0;
  }
}
