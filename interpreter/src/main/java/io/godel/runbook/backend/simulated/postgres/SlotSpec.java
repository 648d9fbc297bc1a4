package io.godel.runbook.backend.simulated.postgres;

import java.util.Optional;

/**
 * A replication slot as a world describes it.
 *
 * @param behind how much log is kept for its reader at the beginning, in bytes; empty where the
 *     reader has no place yet
 * @param usable whether the log that its reader needs is still there
 * @param failover whether replicas hold it too
 */
public record SlotSpec(
    String name,
    boolean logical,
    boolean active,
    Optional<Long> behind,
    boolean usable,
    boolean failover) {}
