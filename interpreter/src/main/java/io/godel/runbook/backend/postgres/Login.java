package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * Who logs in where, and how: what the profile says, then a service, then libpq's variables.
 *
 * @param address where the way to the server begins here
 * @param password empty where none is known
 * @param mode libpq's {@code sslmode}
 * @param roots the file with the certificates that are trusted; empty for those of the system
 * @param certified what the server's certificate has to be for, where it is reached by another name
 * @param connect how long connecting may take
 */
public record Login(
    InetSocketAddress address,
    String user,
    String database,
    Optional<String> password,
    String mode,
    Optional<String> roots,
    Optional<String> certified,
    Duration connect) {
  /** What the driver gives up sending a cancellation after. */
  private static final String CANCEL_SECONDS = "2";

  private static final String SYSTEM_ROOTS = "system";

  /** What is said of one thing in three places. */
  private record Said(Map<String, String> service, Map<String, String> environment) {
    Optional<String> of(Optional<String> profile, String keyword, String variable) {
      return profile
          .or(() -> Optional.ofNullable(service.get(keyword)))
          .or(() -> Optional.ofNullable(environment.get(variable)));
    }
  }

  /**
   * @param password where the profile names a source for it
   * @param patience how long connecting may take at most, whatever the profile says
   * @throws IOException when a file that has to be read says nothing, or should not be trusted
   */
  public static Login of(
      PostgresProfile.Server server,
      InetSocketAddress address,
      Optional<String> password,
      Map<String, String> environment,
      Duration patience)
      throws IOException {
    LibpqFiles files = new LibpqFiles(environment);
    Optional<String> service =
        server.libpqService().or(() -> Optional.ofNullable(environment.get("PGSERVICE")));
    Said said =
        new Said(service.isPresent() ? files.service(service.get()) : Map.of(), environment);
    String user =
        said.of(server.user(), "user", "PGUSER").orElseGet(() -> System.getProperty("user.name"));
    String database = said.of(server.database(), "dbname", "PGDATABASE").orElse(user);
    if (server.password() instanceof PasswordSource.Usual) {
      password = said.of(password, "password", "PGPASSWORD");
      if (password.isEmpty()) {
        password = files.password(host(server.place()), server.place().port(), database, user);
      }
    }
    PostgresProfile.Tls tls = server.tls();
    return new Login(
        address,
        user,
        database,
        password,
        said.of(tls.mode(), "sslmode", "PGSSLMODE").orElse("prefer"),
        said.of(tls.roots(), "sslrootcert", "PGSSLROOTCERT")
            .filter(file -> !file.equals(SYSTEM_ROOTS)),
        tls.name(),
        patience.compareTo(server.connect()) < 0 ? patience : server.connect());
  }

  /** As the file of passwords names it. */
  private static String host(Place place) {
    if (place instanceof Place.Address address) {
      return address.host();
    }
    return place instanceof Place.InPod pod ? pod.pod() : ((Place.InService) place).service();
  }

  /** The same login, to another database of that server. */
  public Login with(String other) {
    return new Login(address, user, other, password, mode, roots, certified, connect);
  }

  /** A connection in autocommit, which the caller closes. */
  public Connection connect(String application) throws SQLException {
    Properties properties = properties();
    properties.setProperty("ApplicationName", application);
    return DriverManager.getConnection(url(), properties);
  }

  /** The driver checks the certificate against the name in the URL. */
  String url() {
    String host = certified.orElse(address.getHostString());
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(
            host.contains(":") ? "[" + host + "]" : host,
            address.getPort(),
            URLEncoder.encode(database, StandardCharsets.UTF_8));
  }

  /** Of the driver; among them the password. */
  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    password.ifPresent(secret -> properties.setProperty("password", secret));
    properties.setProperty("sslmode", mode);
    if (roots.isPresent()) {
      properties.setProperty("sslrootcert", roots.get());
    } else if (mode.startsWith("verify-")) {
      properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
    }
    if (certified.isPresent()) {
      properties.setProperty("socketFactory", Detour.class.getName());
      properties.setProperty("socketFactoryArg", Detour.written(address));
    }
    String seconds = Long.toString(Math.max(1, connect.toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("cancelSignalTimeout", CANCEL_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    // The oldest that is supported; so the name goes with the first message, and is the session's.
    properties.setProperty("assumeMinServerVersion", "13");
    return properties;
  }

  /** Libpq's variables for a program that connects by itself, all but the password. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PGHOST", certified.orElse(address.getHostString()));
    variables.put("PGHOSTADDR", address.getAddress().getHostAddress());
    variables.put("PGPORT", Integer.toString(address.getPort()));
    variables.put("PGUSER", user);
    variables.put("PGSSLMODE", mode);
    roots.ifPresent(file -> variables.put("PGSSLROOTCERT", file));
    variables.put("PGCONNECT_TIMEOUT", Long.toString(Math.max(2, connect.toSeconds())));
    return variables;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + address + "/" + database;
  }
}
