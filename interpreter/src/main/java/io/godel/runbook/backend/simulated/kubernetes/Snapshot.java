package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Instant;

/**
 * A copy of a volume.
 *
 * @param volume that it was taken of; empty where there was none
 * @param usable from when on; {@link Instant#MAX} for never
 */
record Snapshot(String volume, Instant usable) {
  boolean isUsable(Instant now) {
    return !now.isBefore(usable);
  }
}
