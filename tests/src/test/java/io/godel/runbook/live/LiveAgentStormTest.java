package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Ran;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent storm, through the API server and the HTTP interfaces of the lab. */
final class LiveAgentStormTest {
  private static final Path RUNBOOK = Path.of("runbooks/agent-storm.runbook");

  @TempDir Path folder;

  private Path profile(Lab lab) throws Exception {
    Files.writeString(folder.resolve("kubeconfig"), lab.kubeconfig("lab", Lab.ADMIN));
    return Files.writeString(
        folder.resolve("lab.yaml"),
        """
        kubernetes: {context: lab, kubeconfig: %s, namespace: godel}
        http:
          connect_to: {api.godel.local: "%s"}
        people:
          platform: [admin]
        """
            .formatted(folder.resolve("kubeconfig"), lab.publicAddress()));
  }

  /** So slow that a machine under load is done with the team before it has too many agents. */
  private World slower() throws IOException {
    Path worlds = Files.createDirectories(folder.resolve("worlds"));
    for (String each : List.of("healthy.yaml", "agent-storm.yaml")) {
      Files.copy(RUNBOOK.resolveSibling("worlds").resolve(each), worlds.resolve(each));
    }
    Files.writeString(
        worlds.resolve("slower.yaml"),
        """
        extends: agent-storm
        application:
          teams:
            - {name: research, active: 40, pending: 260, rate: 30}
            - {name: support, active: 6, pending: 2, rate: 2}
            - {name: billing, active: 4, pending: 1, rate: 1}
        """);
    return Project.world(folder.resolve("any.runbook"), "slower").tree().orElseThrow().make(0);
  }

  @Test
  void theTeamThatRunsAwayIsPausedAndItsPendingAgentsAreRemoved() throws Exception {
    World world = slower();
    try (Lab lab = Lab.open(world, new Lab.Options(0, 8, List.of()), Instant.now())) {
      Ran run =
          Ran.with(
              Map.of(
                  "XDG_STATE_HOME", folder.resolve("state").toString(), "HOME", folder.toString()),
              "run",
              RUNBOOK.toString(),
              "--target",
              profile(lab).toString(),
              "--yes-to",
              "remove_pending");

      assertEquals(0, run.exitCode(), run.all());
      assertTrue(run.out().contains("runaway_team"), run.out());
      assertEquals(
          List.of("research"), lab.touch(() -> world.application().orElseThrow().pausedTeams()));
    }
  }
}
