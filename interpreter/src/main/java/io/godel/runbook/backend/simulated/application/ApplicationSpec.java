package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The application of a world.
 *
 * @param workload the Deployment that it runs in
 * @param publicHost the name by which it is reached from outside
 * @param databaseUrlHost the host in a secret URL that the application reads before its settings,
 *     so that a change of them changes nothing
 * @param exporter the Deployment that exposes the database's metrics, on a port of its own
 * @param teams who spawns agents
 */
public record ApplicationSpec(
    String namespace,
    String workload,
    String publicHost,
    int port,
    int metricsPort,
    Optional<String> databaseUrlHost,
    Optional<String> exporter,
    int exporterPort,
    Events events,
    List<Team> teams) {

  static final List<String> KEYS =
      List.of(
          "workload",
          "public_host",
          "port",
          "metrics_port",
          "database_url_host",
          "exporter",
          "exporter_port",
          "queued_events",
          "event_rate",
          "event_size",
          "cache_max",
          "teams");
  static final List<String> TEAM_KEYS =
      List.of("name", "active", "pending", "rate", "source", "paused", "at_most");

  private static final int PORT_MAX = 65_535;
  private static final int AGENTS_MAX = 1_000_000;

  public ApplicationSpec {
    teams = List.copyOf(teams);
  }

  /**
   * What the pods keep in their memory while there is no Redis.
   *
   * @param queued events at the start
   * @param rate events in a minute
   * @param size of each, in bytes
   * @param cacheMax what a pod can keep, in bytes
   */
  public record Events(long queued, long rate, long size, long cacheMax) {
    static final Events NONE = new Events(0, 0, 4 << 10, 256 << 20);
  }

  /**
   * @param active agents at the start
   * @param pending agents that wait at the start
   * @param rate agents that it asks for in a minute, until it is paused
   * @param paused whether it is at the start
   * @param atMost so many agents it may have; empty for any number
   * @param source the address that asks for them; empty for one of the platform's own
   */
  public record Team(
      String name,
      long active,
      long pending,
      long rate,
      Optional<String> source,
      boolean paused,
      Optional<Long> atMost) {}

  /**
   * @param deployments those of the world
   * @param diagnostics where everything that is wrong is added
   */
  public static ApplicationSpec read(
      YamlTree tree,
      String namespace,
      Collection<String> deployments,
      List<Diagnostic> diagnostics) {
    Section section = Section.of(tree, KEYS, diagnostics);
    List<Team> teams = new ArrayList<>();
    for (Section team : section.sections("teams", TEAM_KEYS)) {
      teams.add(
          new Team(
              team.required("name"),
              team.integer("active", 1, 0, AGENTS_MAX),
              team.integer("pending", 0, 0, AGENTS_MAX),
              team.integer("rate", 0, 0, AGENTS_MAX),
              team.string("source"),
              team.bool("paused", false),
              team.tree("at_most").map(it -> team.integer("at_most", 0, 0, AGENTS_MAX))));
    }
    section.known("workload", "Deployment", deployments);
    section.known("exporter", "Deployment", deployments);
    return new ApplicationSpec(
        namespace,
        section.required("workload"),
        section.string("public_host", "localhost"),
        (int) section.integer("port", 3001, 1, PORT_MAX),
        (int) section.integer("metrics_port", 9090, 1, PORT_MAX),
        section.string("database_url_host"),
        section.string("exporter"),
        (int) section.integer("exporter_port", 9187, 1, PORT_MAX),
        new Events(
            section.integer("queued_events", Events.NONE.queued(), 0, AGENTS_MAX),
            section.integer("event_rate", Events.NONE.rate(), 0, AGENTS_MAX),
            section.bytes("event_size").orElse(Events.NONE.size()),
            section.bytes("cache_max").orElse(Events.NONE.cacheMax())),
        teams);
  }
}
