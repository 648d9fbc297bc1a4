package io.godel.runbook.backend.simulated.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A connection of a client: a row of {@code pg_stat_activity}. */
record Session(
    int pid,
    Instant started,
    String user,
    String application,
    String owner,
    String state,
    Instant stateChange,
    Optional<Instant> transactionStart,
    String query,
    Optional<Duration> renewed) {

  static Session of(int pid, SessionSpec spec, Instant now) {
    return new Session(
        pid,
        now.minus(spec.age()),
        spec.user(),
        spec.application(),
        spec.owner(),
        spec.state(),
        now.minus(spec.stateAge()),
        spec.transactionAge().map(now::minus),
        spec.query(),
        spec.renewed());
  }

  boolean isOver(Instant now) {
    return renewed.isPresent() && !started.plus(renewed.get()).isAfter(now);
  }

  /** Another client takes its place; it has just connected. */
  Session successor(int pid, Instant now) {
    return new Session(
        pid,
        now,
        user,
        application,
        owner,
        state,
        now,
        transactionStart.map(earlier -> now),
        query,
        renewed);
  }
}
