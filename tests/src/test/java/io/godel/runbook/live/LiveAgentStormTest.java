package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Ran;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.World;
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

  @Test
  void theTeamThatRunsAwayIsPausedAndItsPendingAgentsAreRemoved() throws Exception {
    World world = Project.world(RUNBOOK, "agent-storm").tree().orElseThrow().make(0);
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
