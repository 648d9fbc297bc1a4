package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Passwords;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.backend.live.Places;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The connections of a run, each lent to one call at a time and kept for the next one.
 *
 * <p>Every one of them bears the run's name, so that operators see whose it is and the run never
 * ends a session of its own.
 */
public final class Connections implements AutoCloseable {
  /** What the sessions of runs are called, before the run's name. */
  static final String APPLICATION = "runbook/";

  private static final int IDLE_MAX = 4;

  private final PostgresProfile profile;
  private final Places places;
  private final Passwords passwords;
  private final Map<String, String> environment;
  private final String run;
  private final Map<String, Deque<Connection>> idle = new HashMap<>();

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

  String application() {
    return APPLICATION + run;
  }

  /**
   * A connection to the server of that name, in autocommit.
   *
   * @param patience how long the whole call may take; what hangs longer is cut off
   */
  Connection lend(String name, Duration patience) throws Refused {
    PostgresProfile.Server server = profile.servers().get(name);
    if (server == null) {
      throw Refused.of("not_found", "there is no server `" + name + "` in the target profile");
    }
    Connection kept = kept(name);
    try {
      Connection connection = kept != null ? kept : open(name, server);
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
      return connection;
    } catch (SQLException failure) {
      throw Refused.notConnected(name, failure);
    }
  }

  private Connection kept(String name) {
    while (true) {
      Connection connection;
      synchronized (idle) {
        connection = idle.getOrDefault(name, new ArrayDeque<>()).poll();
      }
      try {
        if (connection == null || connection.isValid(1)) {
          return connection;
        }
      } catch (SQLException broken) {
        drop(connection);
      }
    }
  }

  private Connection open(String name, PostgresProfile.Server server) throws Refused, SQLException {
    InetSocketAddress address;
    Optional<String> password;
    try {
      address = places.open(server.place());
    } catch (IOException noWay) {
      throw Refused.noWay(name, noWay);
    }
    try {
      password = passwords.read(server.password());
    } catch (IOException missing) {
      throw Refused.of("forbidden", "the password of `" + name + "`: " + missing.getMessage());
    }
    try {
      return DriverManager.getConnection(url(address, server), properties(server, password));
    } catch (SQLException failure) {
      if (!(server.place() instanceof Place.Address) && endedBeforeAWord(failure)) {
        throw Refused.down();
      }
      throw failure;
    }
  }

  /**
   * A kubelet that cannot connect to the port of a pod ends the stream; a server that runs says at
   * least whether it wants TLS (PostgreSQL manual, 53.2.10).
   */
  private static boolean endedBeforeAWord(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean reset =
          cause instanceof SocketException && String.valueOf(cause.getMessage()).contains("reset");
      if (cause instanceof EOFException || reset) {
        return true;
      }
    }
    return false;
  }

  private String url(InetSocketAddress address, PostgresProfile.Server server) {
    String database = server.database().orElseGet(() -> environment.getOrDefault("PGDATABASE", ""));
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(address.getHostString(), address.getPort(), database);
  }

  private Properties properties(PostgresProfile.Server server, Optional<String> password) {
    Properties properties = new Properties();
    String user = server.user().orElseGet(() -> environment.getOrDefault("PGUSER", ""));
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    password.ifPresent(secret -> properties.setProperty("password", secret));
    if (server.password() instanceof PasswordSource.Usual
        && environment.containsKey("PGPASSWORD")) {
      properties.setProperty("password", environment.get("PGPASSWORD"));
    }
    properties.setProperty("ApplicationName", application());
    properties.setProperty("sslmode", server.tls());
    server.roots().ifPresent(file -> properties.setProperty("sslrootcert", file));
    String seconds = Long.toString(Math.max(1, server.connect().toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  /** Takes a connection back that nothing has gone wrong with. */
  void giveBack(String name, Connection connection) {
    synchronized (idle) {
      Deque<Connection> kept = idle.computeIfAbsent(name, key -> new ArrayDeque<>());
      if (kept.size() < IDLE_MAX) {
        kept.push(connection);
        return;
      }
    }
    drop(connection);
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
    synchronized (idle) {
      idle.values().forEach(kept -> kept.forEach(Connections::drop));
      idle.clear();
    }
  }
}
