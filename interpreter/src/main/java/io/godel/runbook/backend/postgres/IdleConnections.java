package io.godel.runbook.backend.postgres;

import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of a run that nobody uses, and those that are about to be free: a call has its
 * answer before its connection is made as new, and the next call rather waits for that than for a
 * new connection.
 */
final class IdleConnections {
  private static final int IDLE_MAX = 4;

  private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
  private boolean closed;

  /**
   * Of one server.
   *
   * @param free an empty one stands for a connection that somebody waited for and that has broken
   */
  private record Shelf(BlockingDeque<Optional<Connection>> free, AtomicInteger coming) {
    Shelf() {
      this(new LinkedBlockingDeque<>(), new AtomicInteger());
    }
  }

  private Shelf shelf(String server) {
    return shelves.computeIfAbsent(server, name -> new Shelf());
  }

  /**
   * @param patience how long one is waited for that is about to be free
   * @return empty where there is none
   */
  Optional<Connection> take(String server, Duration patience) {
    Shelf shelf = shelf(server);
    while (true) {
      Optional<Connection> found = shelf.free().poll();
      if (found == null && shelf.coming().get() > 0) {
        found = awaited(shelf, patience);
      }
      if (found == null) {
        return Optional.empty();
      }
      if (found.isPresent()) {
        return found;
      }
    }
  }

  private static Optional<Connection> awaited(Shelf shelf, Duration patience) {
    try {
      return shelf.free().poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** A connection to that server is about to be given back. */
  void expect(String server) {
    shelf(server).coming().incrementAndGet();
  }

  /**
   * Gives back a connection that was expected.
   *
   * @param asNew whether the next call finds nothing in it of the one before; it is not used again
   *     otherwise
   */
  synchronized void giveBack(String server, Connection connection, boolean asNew) {
    Shelf shelf = shelf(server);
    boolean kept = asNew && !closed && shelf.free().size() < IDLE_MAX;
    shelf.free().push(kept ? Optional.of(connection) : Optional.empty());
    shelf.coming().decrementAndGet();
    if (!kept) {
      Connections.drop(connection);
    }
  }

  /** Drops all of them, and whatever is given back later. */
  synchronized void close() {
    closed = true;
    shelves
        .values()
        .forEach(
            shelf -> {
              shelf.free().forEach(each -> each.ifPresent(Connections::drop));
              shelf.free().clear();
            });
  }
}
