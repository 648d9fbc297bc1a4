package io.godel.runbook.backend.simulated.postgres;

import java.util.Optional;

/**
 * What a database holds, as far as a restore can be told by it.
 *
 * @param size in bytes
 * @param source the backup that it was filled from; empty when it grew by itself or is empty
 */
public record Database(String name, long size, Optional<String> source) {
  public static Database empty(String name) {
    return new Database(name, 0, Optional.empty());
  }

  public boolean isEmpty() {
    return size == 0;
  }
}
