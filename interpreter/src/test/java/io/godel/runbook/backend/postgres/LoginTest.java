package io.godel.runbook.backend.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection is asked for with: the profile's word counts, then others'. */
final class LoginTest {
  @TempDir Path home;

  private static PostgresProfile.Server server(
      Place place, Optional<String> user, Optional<String> mode, Optional<String> name) {
    return new PostgresProfile.Server(
        place,
        Optional.empty(),
        user,
        Optional.empty(),
        new PasswordSource.Usual(),
        new PostgresProfile.Tls(mode, Optional.empty(), name),
        Duration.ofSeconds(5),
        Optional.empty());
  }

  private static Login login(PostgresProfile.Server server, Map<String, String> environment)
      throws IOException {
    return Login.of(
        server,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_001),
        Optional.empty(),
        environment,
        Duration.ofSeconds(3));
  }

  @Test
  void whatTheProfileDoesNotSayComesFromAServiceThenFromVariables() throws IOException {
    Path services = home.resolve("services");
    Files.writeString(services, "[godel]\nuser=of-service\ndbname=orders\nsslmode=require\n");
    Map<String, String> environment =
        Map.of(
            "PGSERVICEFILE", services.toString(),
            "PGSERVICE", "godel",
            "PGUSER", "of-variable",
            "PGPASSWORD", "secret",
            "PGSSLMODE", "disable");
    Place place = new Place.Address("db", 5432);
    Login silent =
        login(server(place, Optional.empty(), Optional.empty(), Optional.empty()), environment);
    assertEquals("of-service", silent.user());
    assertEquals("require", silent.mode());
    assertEquals(Optional.of("secret"), silent.password());
    assertEquals("jdbc:postgresql://localhost:40001/orders", silent.url());

    Login said =
        login(
            server(place, Optional.of("me"), Optional.of("verify-full"), Optional.empty()),
            environment);
    assertEquals("me", said.user());
    assertEquals("verify-full", said.mode());
  }

  @Test
  void thePasswordFileKnowsAServerByItsOwnNameAndNotByTheWayToIt() throws IOException {
    Path file = home.resolve(".pgpass");
    Files.writeString(file, "postgres-0:5432:*:me:of the pod\nlocalhost:40001:*:me:of the way\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Login login =
        login(
            server(
                new Place.InPod("godel", "postgres-0", 5432),
                Optional.of("me"),
                Optional.empty(),
                Optional.empty()),
            Map.of("HOME", home.toString()));
    assertEquals("of the pod", login.properties().getProperty("password"));
    assertFalse(login.toString().contains("of the pod"), login.toString());
  }

  @Test
  void namesAreWrittenSoThatTheyAreNothingElse() throws IOException {
    Place place = new Place.Address("::1", 5432);
    PostgresProfile.Server odd =
        new PostgresProfile.Server(
            place,
            Optional.of("a/b?sslmode=disable"),
            Optional.of("me"),
            Optional.empty(),
            new PasswordSource.Usual(),
            new PostgresProfile.Tls(Optional.empty(), Optional.empty(), Optional.empty()),
            Duration.ofSeconds(5),
            Optional.empty());
    byte[] ipv6 = new byte[16];
    ipv6[15] = 1;
    Login login =
        Login.of(
            odd,
            new InetSocketAddress(InetAddress.getByAddress(ipv6), 5432),
            Optional.empty(),
            Map.of(),
            Duration.ofSeconds(60));
    assertEquals("jdbc:postgresql://[0:0:0:0:0:0:0:1]:5432/a%2Fb%3Fsslmode%3Ddisable", login.url());
    assertEquals("5", login.properties().getProperty("connectTimeout"));
    assertNull(login.properties().getProperty("password"));
  }
}
