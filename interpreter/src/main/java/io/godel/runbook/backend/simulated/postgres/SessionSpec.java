package io.godel.runbook.backend.simulated.postgres;

import java.time.Duration;
import java.util.Optional;

/**
 * Sessions of one kind, as a world describes them.
 *
 * @param owner the workload whose clients they belong to
 * @param age for how long they have been connected
 * @param stateAge for how long they have been in their state
 * @param transactionAge for how long their transaction has been open, if there is one
 * @param renewed after how long such a session ends and another takes its place
 */
public record SessionSpec(
    String user,
    String application,
    String owner,
    String state,
    Duration age,
    Duration stateAge,
    Optional<Duration> transactionAge,
    String query,
    Optional<Duration> renewed) {

  /** An idle session of a connection pool. */
  public static SessionSpec idle(String user, String application) {
    return new SessionSpec(
        user,
        application,
        application,
        "idle",
        Duration.ofHours(1),
        Duration.ofSeconds(2),
        Optional.empty(),
        "COMMIT",
        Optional.empty());
  }
}
