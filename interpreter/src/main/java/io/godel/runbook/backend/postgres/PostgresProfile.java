package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The PostgreSQL servers of a target, by the names that runbooks call them.
 *
 * @param servers in the order of the file
 */
public record PostgresProfile(Map<String, Server> servers) {
  private static final int PORT = 5432;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final List<String> TLS_KEYS = List.of("mode", "roots", "name");
  private static final List<String> KEYS = keys();

  /** How a connection is secured: libpq's {@code sslmode}. */
  private static final Map<String, String> MODES =
      Map.of(
          "disable", "disable",
          "require", "require",
          "verify-ca", "verify-ca",
          "verify-full", "verify-full");

  public PostgresProfile {
    servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
  }

  /**
   * One server.
   *
   * @param user empty for libpq's default
   * @param libpqService a section of libpq's file of services, for what is not said here
   * @param connect how long a connection may take to be made
   * @param monitor an instant query of Prometheus (<i>HTTP API</i>, {@code /api/v1/query?query=…})
   *     that gives where the server's log ended when it was last seen, in bytes
   */
  public record Server(
      Place place,
      Optional<String> database,
      Optional<String> user,
      Optional<String> libpqService,
      PasswordSource password,
      Tls tls,
      Duration connect,
      Optional<URI> monitor) {}

  /**
   * How connections are secured.
   *
   * @param mode libpq's {@code sslmode}
   * @param roots the file with the certificates that are trusted; empty for those of the system
   * @param name what the server's certificate has to be for, where it is reached by another name
   */
  public record Tls(Optional<String> mode, Optional<String> roots, Optional<String> name) {}

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(Place.KEYS);
    keys.addAll(
        List.of("database", "user", "pg_service", "password", "tls", "connect", "last_position"));
    return List.copyOf(keys);
  }

  /**
   * Reads the section {@code postgres}.
   *
   * @param namespace where nothing else is said
   */
  public static PostgresProfile read(
      YamlTree tree, String namespace, List<Diagnostic> diagnostics) {
    Map<String, Server> servers = new LinkedHashMap<>();
    Section.named(tree, diagnostics)
        .forEach(
            (name, each) ->
                servers.put(
                    name, server(Section.of(each, KEYS, diagnostics), namespace, diagnostics)));
    return new PostgresProfile(servers);
  }

  private static Server server(Section section, String namespace, List<Diagnostic> diagnostics) {
    Optional<Section> tls = section.section("tls", TLS_KEYS);
    return new Server(
        Place.read(section, PORT, namespace, diagnostics),
        section.string("database"),
        section.string("user"),
        section.string("pg_service"),
        PasswordSource.read(section, namespace, diagnostics),
        new Tls(
            tls.flatMap(it -> it.choice("mode", MODES)),
            tls.flatMap(it -> it.string("roots")),
            tls.flatMap(it -> it.string("name"))),
        section.duration("connect").orElse(CONNECT),
        section.string("last_position").flatMap(text -> uri(text, section, diagnostics)));
  }

  private static Optional<URI> uri(String text, Section section, List<Diagnostic> diagnostics) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException malformed) {
      diagnostics.add(
          Diagnostic.error(
              Code.WORLD_WRONG_VALUE, section.span(), "`last_position` has to be a URL"));
      return Optional.empty();
    }
  }
}
