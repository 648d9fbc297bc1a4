package io.godel.runbook.backend.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.postgresql.PGConnection;

/**
 * Talks with servers on threads of their own, since the driver does not notice when its thread is
 * interrupted: whoever waits can be, and then the talk is broken off.
 */
final class Talks implements AutoCloseable {
  private final ExecutorService workers = Executors.newCachedThreadPool(Talks::daemon);

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "postgres");
    thread.setDaemon(true);
    return thread;
  }

  /** What is said, and what comes of it. */
  interface Talk<T> {
    /**
     * @param line tells which connection is used as soon as there is one
     */
    T hold(Line line) throws SQLException, Refused;
  }

  /** The connection of a talk, which another thread may cut. */
  static final class Line {
    private Connection connection;
    private boolean cut;
    private Runnable afterwards = () -> {};

    /**
     * @throws SQLException when nobody waits any more
     */
    synchronized void uses(Connection used) throws SQLException {
      connection = used;
      if (cut) {
        throw new SQLException("nobody waits for the answer any more", "57014");
      }
    }

    /** What is done when whoever asked has the answer already. */
    void afterwards(Runnable work) {
      afterwards = work;
    }

    /** The server stops first, as far as it still listens; then the connection ends. */
    private synchronized void cut() {
      cut = true;
      if (connection == null) {
        return;
      }
      try {
        connection.unwrap(PGConnection.class).cancelQuery();
      } catch (SQLException silent) {
        // It does not listen; its own time limit for statements ends what it does.
        Connections.drop(connection);
        return;
      }
      Connections.drop(connection);
    }
  }

  /**
   * @throws InterruptedException when nobody waits any more; the server was told to stop then
   */
  <T> T hold(Talk<T> talk) throws SQLException, Refused, InterruptedException {
    Line line = new Line();
    FutureTask<T> answer = new FutureTask<>(() -> talk.hold(line));
    workers.execute(
        () -> {
          answer.run();
          line.afterwards.run();
        });
    try {
      return answer.get();
    } catch (InterruptedException nobodyWaits) {
      line.cut();
      throw nobodyWaits;
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof SQLException failure) {
        throw failure;
      } else if (cause instanceof Refused refused) {
        throw refused;
      } else if (cause instanceof RuntimeException fault) {
        throw fault;
      }
      throw new AssertionError("a talk with a server failed", cause);
    }
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
