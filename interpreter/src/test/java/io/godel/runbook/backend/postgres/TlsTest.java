package io.godel.runbook.backend.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.lab.process.PostgresProcess;
import io.godel.runbook.lab.process.TestPostgres;
import io.godel.runbook.value.Value;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server with a certificate, and who trusts it. */
final class TlsTest {
  private static final String NAME = "primary.db.internal";
  private static final String PASSWORD = "canary-0d2e1";

  @TempDir static Path folder;
  private static PostgresProcess server;
  private static Path roots;
  private static Path otherRoots;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresProcess.create(TestPostgres.binaries(), folder.resolve("tls"), PASSWORD);
    roots = folder.resolve("roots.pem");
    otherRoots = folder.resolve("other.pem");
    certificate(folder.resolve("key.pem"), roots);
    certificate(folder.resolve("unused.pem"), otherRoots);
    server.set(
        List.of(
            "ssl = on",
            "ssl_cert_file = '" + roots + "'",
            "ssl_key_file = '" + folder.resolve("key.pem") + "'"));
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void certificate(Path key, Path certificate) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    Instant now = Instant.now();
    X500Name name = new X500Name("CN=" + NAME);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(7),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(Duration.ofDays(1))),
            name,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, NAME)));
    pem(
        certificate,
        "CERTIFICATE",
        builder
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
            .getEncoded());
    pem(key, "PRIVATE KEY", keys.getPrivate().getEncoded());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  private static void pem(Path file, String what, byte[] bytes) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what));
  }

  /** Whether the session is encrypted, asked of the server through the module's own action. */
  private static Outcome ask(String mode, Path trusted, String name) throws Exception {
    return ask(server.port(), mode, trusted, name);
  }

  private static Outcome ask(int port, String mode, Path trusted, String name) throws Exception {
    PostgresProfile.Server profile =
        new PostgresProfile.Server(
            new Place.InPod("godel", "postgres-0", port),
            Optional.of("postgres"),
            Optional.of(PostgresProcess.SUPERUSER),
            Optional.empty(),
            new PasswordSource.Env("PASSWORD"),
            new PostgresProfile.Tls(
                Optional.of(mode),
                Optional.ofNullable(trusted).map(Path::toString),
                Optional.ofNullable(name)),
            Duration.ofSeconds(5),
            Optional.empty());
    try (Connections connections =
        new Connections(
            new PostgresProfile(Map.of("primary", profile)),
            place -> new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()),
            source -> Optional.of(PASSWORD),
            Map.of(),
            "run")) {
      Map<String, Value> arguments = new LinkedHashMap<>();
      arguments.put(
          "server", new Value.Handle("pg.Server", Map.of("name", new Value.Str("primary"))));
      arguments.put(
          "sql",
          RealServers.sql(
              "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", Map.of("ssl", "Bool")));
      return new PostgresLooks(connections, workload -> false, Instant::now)
          .actions()
          .get("pg.query")
          .carryOut(new Call("c", "pg.query", arguments, false, Duration.ofSeconds(10)));
    }
  }

  private static void assertEncrypted(boolean encrypted, Outcome outcome) {
    Value row = new Value.Fields("Row", Map.of("ssl", new Value.Bool(encrypted)));
    assertEquals(new Outcome.Done(new Value.Items(List.of(row))), outcome);
  }

  private static void assertNotTrusted(Outcome outcome) {
    Outcome.NotDone refused = RealServers.notDone(outcome);
    assertEquals("forbidden", refused.code(), refused.toString());
    assertTrue(refused.reason().contains("TLS"), refused.reason());
  }

  @Test
  void eachModeTrustsWhatItSays() throws Exception {
    assertEncrypted(false, ask("disable", null, null));
    assertEncrypted(true, ask("require", null, null));
    assertEncrypted(true, ask("verify-ca", roots, null));
    assertEncrypted(true, ask("verify-full", roots, NAME));
  }

  @Test
  void anotherRootIsNotTrusted() throws Exception {
    assertNotTrusted(ask("verify-ca", otherRoots, null));
    assertNotTrusted(ask("verify-full", otherRoots, NAME));
  }

  @Test
  void anotherNameIsNotTrusted() throws Exception {
    assertNotTrusted(ask("verify-full", roots, null));
    assertNotTrusted(ask("verify-full", roots, "replica.db.internal"));
  }

  @Test
  void whatIsCutOffInTheMiddleOfTheHandshakeIsNoAnswer() throws Exception {
    try (FaultyWire wire = new FaultyWire(server.port())) {
      wire.at("\u0016\u0003", FaultyWire.Fault.CUT_BEFORE);
      Outcome.NotDone cut = RealServers.notDone(ask(wire.port(), "verify-full", roots, NAME));
      assertEquals("unreachable", cut.code(), cut.toString());
      assertTrue(cut.retriable(), cut.toString());
    }
  }

  @Test
  void withoutRootsThoseOfTheSystemCount() throws Exception {
    assertNotTrusted(ask("verify-full", null, NAME));
  }
}
