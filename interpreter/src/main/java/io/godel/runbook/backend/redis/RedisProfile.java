package io.godel.runbook.backend.redis;

import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Redis servers of a target, by host and port as runbooks name them.
 *
 * @param servers in the order of the file
 */
public record RedisProfile(Map<String, Server> servers) {
  private static final int PORT = 6379;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final List<String> TLS_KEYS = List.of("roots", "name");
  private static final List<String> KEYS = keys();

  public RedisProfile {
    servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
  }

  /**
   * One server.
   *
   * @param user empty for the user that every server has
   * @param tls empty for a connection in the clear
   * @param deadLetters patterns of keys that hold what has failed for good: nothing in a server
   *     says so of a key
   * @param connect how long a connection may take to be made
   */
  public record Server(
      Place place,
      Optional<String> user,
      PasswordSource password,
      Optional<Tls> tls,
      List<String> deadLetters,
      Duration connect) {
    public Server {
      deadLetters = List.copyOf(deadLetters);
    }
  }

  /**
   * How a connection is secured.
   *
   * @param roots the file with the certificates that are trusted; empty for those of the system
   * @param name that the server's certificate has to bear; empty for the host of the runbook
   */
  public record Tls(Optional<String> roots, Optional<String> name) {}

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(Place.KEYS);
    keys.addAll(List.of("user", "password", "tls", "dead_letters", "connect"));
    return List.copyOf(keys);
  }

  /**
   * Reads the section {@code redis}; a name without a port has the usual one.
   *
   * @param namespace where nothing else is said
   */
  public static RedisProfile read(YamlTree tree, String namespace, List<Diagnostic> diagnostics) {
    Map<String, Server> servers = new LinkedHashMap<>();
    Section.named(tree, diagnostics)
        .forEach(
            (name, each) ->
                servers.put(
                    name.contains(":") ? name : name + ":" + PORT,
                    server(Section.of(each, KEYS, diagnostics), namespace, diagnostics)));
    return new RedisProfile(servers);
  }

  private static Server server(Section section, String namespace, List<Diagnostic> diagnostics) {
    return new Server(
        Place.read(section, PORT, namespace, diagnostics),
        section.string("user"),
        PasswordSource.read(section, namespace, diagnostics),
        section
            .section("tls", TLS_KEYS)
            .map(tls -> new Tls(tls.string("roots"), tls.string("name"))),
        section.strings("dead_letters"),
        section.duration("connect").orElse(CONNECT));
  }
}
