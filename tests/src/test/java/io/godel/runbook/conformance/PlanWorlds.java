package io.godel.runbook.conformance;

import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.SourceReader;
import java.nio.file.Path;
import java.time.Instant;

/** The worlds in which plans are run. */
final class PlanWorlds {
  private static final Path RUNBOOK = Path.of("runbooks/database-failover.runbook");

  private static final String SERVERS =
      """
      application: ~
      postgres:
        primary:
          write_rate: 0B
          startup: 0s
          max_connections: 40
          sessions:
            - {application: batch, state: idle, user: postgres}
        replica: {startup: 0s, max_connections: 40}
      """;

  private PlanWorlds() {}

  /** The platform of the shipped runbooks, from that moment on. */
  static World healthy(Instant start) {
    return world("starts: " + start + "\n");
  }

  /** The same without its application, with servers that start at once and a session of ours. */
  static World withServers(Instant start) {
    return world("starts: " + start + "\n" + SERVERS);
  }

  private static World world(String otherwise) {
    SourceFile text = new SourceFile("drawn.yaml", "extends: healthy\n" + otherwise);
    return WorldFile.read(
            text,
            name -> {
              Path path = Project.worldPath(RUNBOOK, name);
              return SourceReader.read(path, path.toString());
            })
        .tree()
        .orElseThrow()
        .make(0);
  }
}
