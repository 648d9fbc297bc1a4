package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Talks to a server in transactions that end: when they take too long, the server ends them. */
final class Sessions {
  /** How long a statement that looks waits for a lock. */
  private static final Duration LOCK = Duration.ofSeconds(2);

  /** The server gives up this much before we do, so that it is the one to say why. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private final Connections connections;

  Sessions(Connections connections) {
    this.connections = connections;
  }

  Connections connections() {
    return connections;
  }

  /** What is done with a connection. */
  interface Work<T> {
    T with(Connection connection) throws SQLException, Refused;
  }

  /** Looks, in a transaction that cannot write. A lost connection is no answer. */
  <T> T look(String server, Duration patience, Work<T> work) throws Refused {
    Connection connection = connections.lend(server, patience);
    boolean whole = false;
    try {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      limit(connection, patience);
      T result = work.with(connection);
      connection.rollback();
      connection.setReadOnly(false);
      connection.setAutoCommit(true);
      whole = true;
      return result;
    } catch (SQLException failure) {
      throw isLost(failure)
          ? Refused.noAnswer(server, Refused.words(failure))
          : Refused.said(failure);
    } finally {
      end(server, connection, whole);
    }
  }

  /**
   * Acts, each statement for itself. Whatever is lost after the first byte was sent leaves nobody
   * knowing.
   */
  Outcome act(String server, Duration patience, Work<Outcome> work) {
    boolean whole = false;
    Connection connection;
    try {
      connection = connections.lend(server, patience);
    } catch (Refused refused) {
      return refused.outcome();
    }
    try {
      session(connection, "statement_timeout", patience.minus(MARGIN));
      Outcome outcome = work.with(connection);
      session(connection, "statement_timeout", Duration.ZERO);
      whole = true;
      return outcome;
    } catch (SQLException failure) {
      return isLost(failure)
          ? new Outcome.Unknown(Refused.words(failure))
          : Refused.said(failure).outcome();
    } catch (Refused refused) {
      return refused.outcome();
    } finally {
      end(server, connection, whole);
    }
  }

  private static void limit(Connection connection, Duration patience) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET LOCAL statement_timeout = %d; SET LOCAL lock_timeout = %d"
              .formatted(Math.max(1, patience.minus(MARGIN).toMillis()), LOCK.toMillis()));
    }
  }

  private static void session(Connection connection, String setting, Duration value)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET %s = %d".formatted(setting, Math.max(0, value.toMillis())));
    }
  }

  /** Connection exceptions, and the server ending our session (class 08, 57P0x). */
  private static boolean isLost(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08") || state.startsWith("57P0") || state.equals("null");
  }

  private void end(String server, Connection connection, boolean whole) {
    if (whole) {
      connections.giveBack(server, connection);
    } else {
      Connections.drop(connection);
    }
  }
}
