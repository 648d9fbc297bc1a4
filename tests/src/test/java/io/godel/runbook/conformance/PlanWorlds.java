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

  private static final String CROWD =
      """
      kubernetes:
        pod_quota: 22
        nodes:
          node-1: {cpu_millicores: 900}
          node-2: {cpu_millicores: 900}
          node-3: {cpu_millicores: 900}
        configmaps:
          empty: {}
        deployments:
          ill: {crash_loop: true, log: [alas]}
          fussy: {replicas: 2, crashes_with: {MODE: red}, startup: 1s, log: [one, two], variables: {OTHER: ""}}
          resting: {replicas: 2, paused: true, variables: {MODE: blue}, max_unavailable: 1}
          slow: {replicas: 2, startup: 40s, max_surge: 0, max_unavailable: 1, cpu_request: 300}
        statefulsets:
          trio: {replicas: 3, claim_template: data, claim_size: 1GiB, claim_used: 1MiB, log: [up], startup: 3s}
      """;

  private PlanWorlds() {}

  /** The platform of the shipped runbooks, with what is not healthy besides and little room. */
  static World crowded(Instant start) {
    return world("starts: " + start + "\n" + CROWD);
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
