package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Ends sessions, and counts those that are gone when it has done so and were ended by it. */
final class Ender {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final String own;
  private final long looks;

  /**
   * @param own what the run's sessions are called
   * @param timeout of the call
   */
  Ender(String own, Duration timeout) {
    this.own = own;
    // The pauses take half of the call's time at most, so that there is an answer within it.
    this.looks = timeout.dividedBy(2).dividedBy(PAUSE);
  }

  Outcome end(Connection at, List<Value.Fields> sessions) throws SQLException {
    List<Value.Fields> told = new ArrayList<>();
    try {
      for (Value.Fields session : sessions) {
        if (tell(at, session)) {
          told.add(session);
        }
      }
    } catch (SQLException refused) {
      if (told.isEmpty()) {
        throw refused;
      }
      return new Outcome.Unknown(
          "%d of %d sessions were told to end, then: %s"
              .formatted(told.size(), sessions.size(), Refused.words(refused)));
    }
    long left = left(at, told);
    for (long look = 0; look < looks && left > 0; look++) {
      pause(at);
      left = left(at, told);
    }
    return new Outcome.Done(new Value.Int(told.size() - left));
  }

  private boolean tell(Connection at, Value.Fields session) throws SQLException {
    try (PreparedStatement statement = at.prepareStatement(LookStatements.TERMINATE)) {
      PostgresLooks.identify(statement, session);
      statement.setString(3, own);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static long left(Connection at, List<Value.Fields> told) throws SQLException {
    Object[] pids = told.stream().map(each -> ((Value.Int) each.field("pid")).value()).toArray();
    Object[] starts =
        told.stream()
            .map(each -> ((Value.Moment) each.field("started")).value().atOffset(ZoneOffset.UTC))
            .toArray();
    try (PreparedStatement statement = at.prepareStatement(LookStatements.LEFT)) {
      statement.setArray(1, at.createArrayOf("int8", pids));
      statement.setArray(2, at.createArrayOf("timestamptz", starts));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** A session takes a moment to see that it was ended; the server waits, who can be cancelled. */
  private static void pause(Connection at) throws SQLException {
    try (Statement statement = at.createStatement()) {
      statement.execute("SELECT pg_sleep(" + PAUSE.toMillis() / 1_000.0 + ")");
    }
  }
}
