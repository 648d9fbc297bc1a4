package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The failover runbook on a live platform: real API calls, and a real replica that takes over. */
final class LiveFailoverTest {
  @TempDir Path folder;
  private LivePlatform platform;

  @BeforeEach
  void open() throws Exception {
    platform = new LivePlatform(folder, "healthy", 20);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void theRealReplicaTakesOverFromTheKilledPrimary() throws Exception {
    platform.losePrimary();

    Ran run = platform.run("--yes-to", "promote");

    assertEquals(0, run.exitCode(), run.all());
    assertTrue(run.out().contains("recovered and verified"), run.out());
    assertEquals("f", platform.replica.ask("godel", "SELECT pg_is_in_recovery()"));
    assertEquals("2", platform.replica.ask("godel", "SELECT count(*) FROM orders"));
    platform.replica.execute("godel", "INSERT INTO orders VALUES (3)");
    assertFalse(platform.primary.isRunning());
    assertFalse(run.all().contains(LivePlatform.PASSWORD), "a secret was shown");
  }
}
