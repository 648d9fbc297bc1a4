package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that cannot be read costs one message, and what the reader guessed costs none. */
final class CascadeTest {
  private static final String BEFORE = "      verify \"every pod is new\"";

  private static final String RIGHT =
      """
      use k8s

      runbook example "An example" {
        let api = k8s.deployment("godel-api", in: "godel")
        scenario again "The API hangs" {
          step restart "Start the API again" {
            do     k8s.rollout_restart(api)
            verify "every pod is new"
              k8s.rollout_done(api) within 5m every 10s
            undo none because "a restart leaves nothing to take back"
          }
        }
        recovered { verify "the API is ready" k8s.ready(api) within 5m every 10s }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sleep 30", "sleep(30)", "k8s.ready(api)", "return 5", "!k8s.ready(api)"})
  void oneLineOneMessage(String line) throws IOException {
    Path file = folder.resolve("example.runbook");
    Files.writeString(file, RIGHT);
    assertEquals(0, Ran.runbook("check", file.toString()).exitCode());
    Files.writeString(file, RIGHT.replace(BEFORE, "      " + line + "\n" + BEFORE));
    Ran ran = Ran.runbook("check", file.toString());
    assertEquals(3, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("1 error in 1 file"), ran.all());
  }
}
