package io.godel.runbook.systems;

import io.godel.runbook.lab.process.PostgresProcess;
import io.godel.runbook.lab.process.TestPostgres;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The primary and its replica that the environment names, as {@code HOST:PORT} or as a JDBC URL
 * without parameters; who logs in, and by which password, is said as libpq has it.
 */
final class ServersUnderTest implements AutoCloseable {
  static final String PRIMARY = "RUNBOOK_IT_PRIMARY";
  static final String REPLICA = "RUNBOOK_IT_REPLICA";

  /** What the other run is called. */
  static final String OTHER = "other-test";

  private static final Pattern ADDRESS =
      Pattern.compile("(?:jdbc:postgresql://)?([^/:?]+|\\[[^]]+\\]):(\\d+)(?:/([^/?]+))?");

  final SystemUnderTest system;

  /** Another run on the same servers. */
  final SystemUnderTest other;

  private ServersUnderTest(SystemUnderTest system, SystemUnderTest other) {
    this.system = system;
    this.other = other;
  }

  /**
   * @throws IOException when the environment names no pair that can be used
   */
  static ServersUnderTest open(Path folder, Map<String, String> environment) throws IOException {
    String primary = SystemUnderTest.required(environment, PRIMARY);
    String replica = SystemUnderTest.required(environment, REPLICA);
    String profile = "postgres:\n" + server("primary", primary) + server("replica", replica);
    System.out.printf("the primary %s, the replica %s%n", primary, replica);
    return new ServersUnderTest(
        SystemUnderTest.open(folder, profile, environment, "test"),
        SystemUnderTest.open(folder, profile, environment, OTHER));
  }

  private static String server(String name, String address) throws IOException {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new IOException(address + " is neither HOST:PORT nor jdbc:postgresql://HOST:PORT/NAME");
    }
    String host = parts.group(1).replaceAll("[\\[\\]]", "");
    String database =
        Optional.ofNullable(parts.group(3)).map(it -> ", database: \"" + it + "\"").orElse("");
    return "  %s: {host: \"%s\", port: %s%s}\n".formatted(name, host, parts.group(2), database);
  }

  static Value.Handle server(String name) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(name));
    return new Value.Handle("pg.Server", identity);
  }

  @Override
  public void close() {
    other.close();
    system.close();
  }

  /** A pair of the binaries that the tests bring along, named as any other one. */
  record Embedded(PostgresProcess primary, PostgresProcess replica) implements AutoCloseable {
    private static final String PASSWORD = "canary-7d1e0";

    static Embedded start(Path folder) throws Exception {
      PostgresProcess primary =
          PostgresProcess.create(TestPostgres.binaries(), folder.resolve("primary"), PASSWORD);
      primary.start();
      PostgresProcess replica = primary.standby(folder.resolve("replica"), "replica");
      replica.awaitAnswer("postgres", "SELECT count(*) FROM pg_stat_wal_receiver", "1");
      return new Embedded(primary, replica);
    }

    Map<String, String> environment() {
      return Map.of(
          PRIMARY,
          "127.0.0.1:" + primary.port(),
          REPLICA,
          "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(replica.port()),
          "PGUSER",
          PostgresProcess.SUPERUSER,
          "PGPASSWORD",
          PASSWORD);
    }

    @Override
    public void close() {
      replica.close();
      primary.close();
    }
  }
}
