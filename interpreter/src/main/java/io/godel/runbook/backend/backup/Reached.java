package io.godel.runbook.backend.backup;

import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Passwords;
import io.godel.runbook.backend.live.Places;
import io.godel.runbook.backend.postgres.PostgresProfile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A PostgreSQL server that the way is open to.
 *
 * @param password empty where libpq finds one by itself, or none is needed
 */
record Reached(
    InetSocketAddress address,
    PostgresProfile.Server server,
    String user,
    String database,
    Optional<String> password) {

  static Reached open(
      PostgresProfile.Server server,
      Places places,
      Passwords passwords,
      Map<String, String> environment)
      throws BackupRefused {
    InetSocketAddress address;
    try {
      address = places.open(server.place());
    } catch (ConnectException refused) {
      throw BackupRefused.of("unreachable", String.valueOf(refused.getMessage()));
    } catch (IOException noWay) {
      throw BackupRefused.forNow("unreachable", String.valueOf(noWay.getMessage()));
    }
    try {
      Optional<String> password = passwords.read(server.password());
      if (server.password() instanceof PasswordSource.Usual) {
        password = password.or(() -> Optional.ofNullable(environment.get("PGPASSWORD")));
      }
      String user =
          server.user().or(() -> Optional.ofNullable(environment.get("PGUSER"))).orElse("postgres");
      String database =
          server
              .database()
              .or(() -> Optional.ofNullable(environment.get("PGDATABASE")))
              .orElse(user);
      return new Reached(address, server, user, database, password);
    } catch (IOException missing) {
      throw BackupRefused.of("forbidden", "the password: " + missing.getMessage());
    }
  }

  Reached with(String other) {
    return new Reached(address, server, user, other, password);
  }

  /** A connection in autocommit, which the caller closes. */
  Connection connect(String application) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    password.ifPresent(secret -> properties.setProperty("password", secret));
    properties.setProperty("ApplicationName", application);
    properties.setProperty("sslmode", server.tls());
    server.roots().ifPresent(file -> properties.setProperty("sslrootcert", file));
    String seconds = Long.toString(Math.max(1, server.connect().toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s"
            .formatted(address.getHostString(), address.getPort(), database),
        properties);
  }

  @Override
  public String toString() {
    return user + "@" + address + "/" + database;
  }
}
