package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.live.Passwords;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.backend.live.Places;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * The connections of a run, each lent to one call at a time and kept for the next one.
 *
 * <p>Every one of them bears the run's name, so that operators see whose it is and the run never
 * ends a session of its own.
 */
public final class Connections implements AutoCloseable {
  /** What the sessions of runs are called, before the run's name. */
  static final String APPLICATION = "runbook/";

  /** A kept connection that does not answer within that is taken for broken. */
  private static final Duration GREETING = Duration.ofSeconds(1);

  private final PostgresProfile profile;
  private final Places places;
  private final Passwords passwords;
  private final Map<String, String> environment;
  private final String run;
  private final Talks talks = new Talks();
  private final IdleConnections idle = new IdleConnections();

  /**
   * @param environment where libpq's variables are looked for
   * @param run the run's name
   */
  public Connections(
      PostgresProfile profile,
      Places places,
      Passwords passwords,
      Map<String, String> environment,
      String run) {
    this.profile = profile;
    this.places = places;
    this.passwords = passwords;
    this.environment = Map.copyOf(environment);
    this.run = run;
  }

  PostgresProfile profile() {
    return profile;
  }

  Talks talks() {
    return talks;
  }

  IdleConnections idle() {
    return idle;
  }

  String application() {
    return APPLICATION + run;
  }

  /** What is said to a server first: a kept connection that does not take it is not used again. */
  interface Greeting {
    void to(Connection connection) throws SQLException;
  }

  /**
   * A connection to the server of that name, to which the greeting was said.
   *
   * @param patience how long the whole call may take; what hangs longer is cut off
   */
  Connection lend(String name, Duration patience, Greeting greeting) throws Refused, SQLException {
    PostgresProfile.Server server = profile.servers().get(name);
    if (server == null) {
      throw Refused.unknownServer(name);
    }
    int millis = Math.toIntExact(patience.toMillis());
    Connection kept = kept(name, greeting);
    if (kept != null) {
      kept.setNetworkTimeout(Runnable::run, millis);
      return kept;
    }
    Connection fresh;
    try {
      fresh = open(name, server, patience);
      fresh.setNetworkTimeout(Runnable::run, millis);
    } catch (SQLException failure) {
      throw Refused.notConnected(name, failure);
    }
    return greeted(fresh, greeting);
  }

  private static Connection greeted(Connection fresh, Greeting greeting) throws SQLException {
    try {
      greeting.to(fresh);
      return fresh;
    } catch (SQLException failure) {
      drop(fresh);
      throw failure;
    }
  }

  private Connection kept(String name, Greeting greeting) {
    while (true) {
      Optional<Connection> found = idle.take(name, GREETING);
      if (found.isEmpty()) {
        return null;
      }
      Connection connection = found.get();
      try {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(GREETING.toMillis()));
        greeting.to(connection);
        return connection;
      } catch (SQLException broken) {
        drop(connection);
      }
    }
  }

  private Connection open(String name, PostgresProfile.Server server, Duration patience)
      throws Refused, SQLException {
    InetSocketAddress address;
    try {
      address = places.open(server.place());
    } catch (IOException noWay) {
      throw Refused.noWay(name, noWay);
    }
    Login login;
    try {
      Optional<String> password = passwords.read(server.password());
      login = Login.of(server, address, password, environment, patience);
    } catch (IOException missing) {
      throw Refused.of("forbidden", "the login to `" + name + "`: " + missing.getMessage());
    }
    try {
      return login.connect(application());
    } catch (SQLException failure) {
      if (!(server.place() instanceof Place.Address) && endedBeforeAWord(failure)) {
        throw Refused.down();
      }
      throw failure;
    }
  }

  /**
   * A kubelet that cannot connect to the port of a pod ends the stream; a server that runs says at
   * least whether it wants TLS (PostgreSQL manual, 53.2.10). Who hangs up in the middle of that
   * runs.
   */
  private static boolean endedBeforeAWord(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return false;
      }
      boolean reset =
          cause instanceof SocketException && String.valueOf(cause.getMessage()).contains("reset");
      if (cause instanceof EOFException || reset) {
        return true;
      }
    }
    return false;
  }

  /** Ends a connection that is not to be used again. */
  static void drop(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException gone) {
      // It is gone already, which is what was wanted.
      return;
    }
  }

  @Override
  public void close() {
    talks.close();
    idle.close();
  }
}
