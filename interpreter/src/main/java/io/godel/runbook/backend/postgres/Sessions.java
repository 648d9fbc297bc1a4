package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

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
      whole = true;
      return result;
    } finally {
      end(server, connection, line, whole, Sessions::rolledBack);
    }
  }

  private static boolean rolledBack(Connection connection) {
    try {
      connection.rollback();
      connection.setReadOnly(false);
      connection.setAutoCommit(true);
      return true;
    } catch (SQLException broken) {
      return false;
    }
  }

  /**
   * Acts, on a server that has just said which one it is. Whatever is lost before the deed began
   * was not done; afterwards nobody knows.
   *
   * @param bindings which server it has to be
   * @param before looks at what there is, and acts on nothing
   */
  <T> Outcome act(
      String server, Duration patience, ServerBindings bindings, Work<T> before, Deed<T> deed)
      throws InterruptedException {
    try {
      return talks.hold(line -> acted(server, patience, line, bindings, before, deed));
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
      String server,
      Duration patience,
      Talks.Line line,
      ServerBindings bindings,
      Work<T> before,
      Deed<T> deed)
      throws SQLException, Refused {
    AtomicReference<String> identifier = new AtomicReference<>();
    Connection connection =
        connections.lend(
            server,
            patience,
            to -> {
              line.uses(to);
              identifier.set(limited(to, patience));
            });
    boolean whole = false;
    try {
      bindings.check(server, identifier.get());
      T seen = before.with(connection);
      Outcome outcome = done(connection, seen, deed);
      whole = !(outcome instanceof Outcome.Unknown);
      return outcome;
    } finally {
      end(server, connection, line, whole, Sessions::asNew);
    }
  }

  /**
   * Limits each statement of the session, by the same message that asks which server it is.
   *
   * @return its system identifier
   */
  private static String limited(Connection connection, Duration patience) throws SQLException {
    String both =
        "%s; SET statement_timeout = %d"
            .formatted(LookStatements.SYSTEM_IDENTIFIER, limit(patience));
    try (Statement statement = connection.createStatement()) {
      statement.execute(both);
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return row.getString(1);
      }
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

  /** What makes a connection as new, if it can. */
  private interface Renewal {
    boolean of(Connection connection);
  }

  /**
   * Ends a call's use of a connection; whoever asked does not wait for it.
   *
   * @param whole whether nothing has gone wrong with it
   */
  private void end(
      String server, Connection connection, Talks.Line line, boolean whole, Renewal renewal) {
    if (!whole) {
      Connections.drop(connection);
      return;
    }
    IdleConnections idle = connections.idle();
    idle.expect(server);
    line.afterwards(() -> idle.giveBack(server, connection, renewal.of(connection)));
  }
}
