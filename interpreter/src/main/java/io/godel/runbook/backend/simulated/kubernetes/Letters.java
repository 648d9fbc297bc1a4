package io.godel.runbook.backend.simulated.kubernetes;

/**
 * Draws for the names that a cluster makes up: the sequence of {@link java.util.Random}, by the
 * algorithm that its specification gives, with a state that can be copied.
 */
final class Letters {
  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long INCREMENT = 0xBL;
  private static final long MASK = (1L << 48) - 1;

  private long state;

  Letters(long seed) {
    this.state = (seed ^ MULTIPLIER) & MASK;
  }

  /** As many random bits, at most 31. */
  int bits(int count) {
    state = (state * MULTIPLIER + INCREMENT) & MASK;
    return (int) (state >>> (48 - count));
  }
}
