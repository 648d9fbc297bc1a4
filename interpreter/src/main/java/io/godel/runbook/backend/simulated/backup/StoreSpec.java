package io.godel.runbook.backend.simulated.backup;

import java.time.Instant;
import java.util.List;

/**
 * A place where backups are kept, as a world describes it.
 *
 * @param database what the backups are of
 * @param rate at which a backup is read, in bytes a second
 */
public record StoreSpec(String name, String database, long rate, List<Backup> backups) {
  public static final long RATE = 100L << 20;

  public StoreSpec {
    backups = List.copyOf(backups);
  }

  /**
   * @param size in bytes
   */
  public record Backup(String name, Instant taken, long size, State state) {}

  /** What a backup turns out to be when somebody reads it. */
  public enum State {
    GOOD,
    /** Good, and of a time long ago. */
    STALE,
    /** Listed, but its file is not there. */
    MISSING,
    /** It cannot be read to its end. */
    UNREADABLE
  }
}
