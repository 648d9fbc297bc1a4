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
  private final Talks talks;

  Sessions(Connections connections) {
    this.connections = connections;
    this.talks = connections.talks();
  }

  Connections connections() {
    return connections;
  }

  /** What is done with a connection. */
  interface Work<T> {
    T with(Connection connection) throws SQLException, Refused;
  }

  /** What is done with a connection, after it was looked at what there is. */
  interface Deed<T> {
    Outcome with(Connection connection, T seen) throws SQLException, Refused;
  }

  /** Looks, in a transaction that cannot write. A lost connection is no answer. */
  <T> T look(String server, Duration patience, Work<T> work) throws Refused, InterruptedException {
    try {
      return talks.hold(line -> looked(server, patience, line, work));
    } catch (SQLException failure) {
      throw Refused.isLost(failure)
          ? Refused.noAnswer(server, Refused.words(failure))
          : Refused.said(failure);
    }
  }

  private <T> T looked(String server, Duration patience, Talks.Line line, Work<T> work)
      throws SQLException, Refused {
    Connection connection =
        connections.lend(
            server,
            patience,
            to -> {
              line.uses(to);
              to.setAutoCommit(false);
              to.setReadOnly(true);
              limit(to, patience);
            });
    boolean whole = false;
    try {
      T result = work.with(connection);
      connection.rollback();
      connection.setReadOnly(false);
      connection.setAutoCommit(true);
      whole = true;
      return result;
    } finally {
      end(server, connection, whole);
    }
  }

  /**
   * Acts. Whatever is lost before the deed began was not done; afterwards nobody knows.
   *
   * @param before looks at what there is, and acts on nothing
   */
  <T> Outcome act(String server, Duration patience, Work<T> before, Deed<T> deed)
      throws InterruptedException {
    try {
      return talks.hold(line -> acted(server, patience, line, before, deed));
    } catch (SQLException failure) {
      return (Refused.isLost(failure)
              ? Refused.noAnswer(server, Refused.words(failure))
              : Refused.said(failure))
          .outcome();
    } catch (Refused refused) {
      return refused.outcome();
    }
  }

  private <T> Outcome acted(
      String server, Duration patience, Talks.Line line, Work<T> before, Deed<T> deed)
      throws SQLException, Refused {
    Connection connection =
        connections.lend(
            server,
            patience,
            to -> {
              line.uses(to);
              try (Statement statement = to.createStatement()) {
                statement.execute("SET statement_timeout = " + limit(patience));
              }
            });
    boolean whole = false;
    try {
      T seen = before.with(connection);
      Outcome outcome = done(connection, seen, deed);
      whole = !(outcome instanceof Outcome.Unknown) && asNew(connection);
      return outcome;
    } finally {
      end(server, connection, whole);
    }
  }

  private static <T> Outcome done(Connection connection, T seen, Deed<T> deed) throws Refused {
    try {
      return deed.with(connection, seen);
    } catch (SQLException failure) {
      return isLost(connection, failure)
          ? new Outcome.Unknown(Refused.words(failure))
          : Refused.said(failure).outcome();
    }
  }

  private static boolean isLost(Connection connection, SQLException failure) {
    try {
      return Refused.isLost(failure) || connection.isClosed();
    } catch (SQLException broken) {
      return true;
    }
  }

  /** The next call finds nothing of this one: no setting, no lock, no open transaction. */
  private static boolean asNew(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DISCARD ALL");
      return true;
    } catch (SQLException notPossible) {
      return false;
    }
  }

  private static long limit(Duration patience) {
    return Math.max(1, patience.minus(MARGIN).toMillis());
  }

  /** Should we be gone in the middle, the server ends the transaction. */
  private static void limit(Connection connection, Duration patience) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          SET LOCAL statement_timeout = %1$d;
          SET LOCAL lock_timeout = %2$d;
          SET LOCAL idle_in_transaction_session_timeout = %1$d"""
              .formatted(limit(patience), LOCK.toMillis()));
    }
  }

  private void end(String server, Connection connection, boolean whole) {
    if (whole) {
      connections.giveBack(server, connection);
    } else {
      Connections.drop(connection);
    }
  }
}
