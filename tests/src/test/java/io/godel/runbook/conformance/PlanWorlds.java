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

  private PlanWorlds() {}

  /** The platform of the shipped runbooks, from that moment on. */
  static World healthy(Instant start) {
    SourceFile text = new SourceFile("drawn.yaml", "extends: healthy\nstarts: " + start + "\n");
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
