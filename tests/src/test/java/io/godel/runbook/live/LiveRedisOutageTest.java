package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.kubernetes.Await;
import io.godel.runbook.cli.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The Redis runbook, on a real Redis behind a pod of the lab that crashes. */
final class LiveRedisOutageTest {
  private static final Path RUNBOOK = Path.of("runbooks/redis-outage.runbook");

  @TempDir Path folder;

  @Test
  void thePodIsReplacedItsKeysAreThereAndWhatTheApiHeldIsQueued() throws Exception {
    try (LivePlatform platform = new LivePlatform(folder, "redis-down", 10)) {
      platform.redis.start();
      try (Jedis admin = platform.redis.connect()) {
        admin.set("godel:session:1", "of before the crash");
      }
      Await.until("the pod waits after its crashes", () -> platform.waitsForLong("redis-0"));
      Await.until("its server is gone", () -> !platform.redis.isRunning());

      Ran run = platform.run(RUNBOOK);

      assertEquals(0, run.exitCode(), run.all());
      assertTrue(run.out().contains("crash"), run.out());
      try (Jedis admin = platform.redis.connect()) {
        assertEquals("of before the crash", admin.get("godel:session:1"));
        Await.until("they are queued", () -> admin.llen(LivePlatform.QUEUE) >= 420);
      }
      assertTrue(
          platform.lab.written().contains("DELETE /api/v1/namespaces/godel/pods/redis-0"),
          platform.lab.written().toString());
    }
  }
}
