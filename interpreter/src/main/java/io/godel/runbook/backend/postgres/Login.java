package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * How a connection is asked for: what the profile says, then a service, then libpq's variables.
 *
 * @param properties of the driver; among them the password
 */
record Login(String url, Properties properties) {
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
   * @param patience how long connecting may take
   * @throws IOException when a file that has to be read says nothing, or should not be trusted
   */
  static Login of(
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

    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (server.password() instanceof PasswordSource.Usual) {
      password = said.of(password, "password", "PGPASSWORD");
      if (password.isEmpty()) {
        password = files.password(host(server.place()), server.place().port(), database, user);
      }
    }
    password.ifPresent(secret -> properties.setProperty("password", secret));
    tls(server.tls(), said, properties);
    Duration connect = patience.compareTo(server.connect()) < 0 ? patience : server.connect();
    String seconds = Long.toString(Math.max(1, connect.toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("cancelSignalTimeout", CANCEL_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    // The oldest that is supported; so the name goes with the first message, and is the session's.
    properties.setProperty("assumeMinServerVersion", "13");
    return new Login(url(server, address, database, properties), properties);
  }

  /** As the file of passwords names it. */
  private static String host(Place place) {
    if (place instanceof Place.Address address) {
      return address.host();
    }
    return place instanceof Place.InPod pod ? pod.pod() : ((Place.InService) place).service();
  }

  private static void tls(PostgresProfile.Tls tls, Said said, Properties properties) {
    String mode = said.of(tls.mode(), "sslmode", "PGSSLMODE").orElse("prefer");
    properties.setProperty("sslmode", mode);
    Optional<String> roots = said.of(tls.roots(), "sslrootcert", "PGSSLROOTCERT");
    if (roots.isPresent() && !roots.get().equals(SYSTEM_ROOTS)) {
      properties.setProperty("sslrootcert", roots.get());
    } else if (mode.startsWith("verify-")) {
      properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
    }
  }

  /** The driver checks the certificate against the name in the URL. */
  private static String url(
      PostgresProfile.Server server,
      InetSocketAddress address,
      String database,
      Properties properties) {
    String host = address.getHostString();
    if (server.tls().name().isPresent()) {
      host = server.tls().name().get();
      properties.setProperty("socketFactory", Detour.class.getName());
      properties.setProperty("socketFactoryArg", Detour.written(address));
    }
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(
            host.contains(":") ? "[" + host + "]" : host,
            address.getPort(),
            URLEncoder.encode(database, StandardCharsets.UTF_8));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url;
  }
}
