package io.godel.runbook.backend.simulated.kubernetes;

/** A claim on a volume; it goes when it is deleted and no pod uses it any more. */
final class Claim {
  final String volume;
  long size;
  long used;
  boolean bound;
  boolean terminating;

  Claim(String volume, long size) {
    this.volume = volume;
    this.size = size;
  }

  long free() {
    return Math.max(0, size - used);
  }
}
