package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.kubernetes.Await;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.lab.process.RealServers;
import io.godel.runbook.lab.process.RedisProcess;
import io.godel.runbook.lab.process.TestRedis;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** The other scenarios of the Redis runbook, where a real server shows them. */
final class LiveRedisScenariosTest {
  private static final Duration LONG = Duration.ofMinutes(21);
  private static final String MEBIBYTE = "x".repeat(1 << 20);
  private static final String GARBAGE = "*3\r\n$3\r\nSET\r\n$7\r\ngarbage of a disk";

  @TempDir Path folder;

  private RedisProcess server(String... settings) throws Exception {
    return TestRedis.start(folder.resolve("redis"), LiveRedis.PASSWORD, settings);
  }

  private static String setting(Jedis admin, String name) {
    return admin.configGet(name).get(name);
  }

  private static void recovered(Ending ending, LiveRedis platform) {
    assertEquals(0, ending.kind().exitCode(), () -> ending + "\n" + platform.told());
  }

  @Test
  void deadLettersGoWhereThePodHasNoRoomForMoreMemory() throws Exception {
    RedisProcess redis =
        server("maxmemory 62mb", "maxmemory-policy allkeys-lru", "appendonly yes", "save 60 1000");
    try (Jedis admin = redis.connect();
        Pipeline pipeline = admin.pipelined()) {
      for (int i = 0; i < 57; i++) {
        pipeline.set("godel:queue:dead:" + i, MEBIBYTE);
      }
      for (int i = 0; i < 800; i++) {
        pipeline.rpush(LiveRedis.QUEUE, "event-" + i);
      }
    }
    try (LiveRedis platform = new LiveRedis(folder, redis, "healthy", Duration.ZERO);
        Jedis admin = redis.connect()) {

      Ending ending =
          platform.run(
              Optional.empty(),
              Map.of("max_memory", "64MiB", "pod_memory", "1GiB"),
              LiveRedis.nobody());

      recovered(ending, platform);
      assertTrue(platform.told().contains("scenario=memory"), platform.told());
      assertTrue(platform.told().contains("Remove 57 dead letters for ever?"), platform.told());
      assertEquals(0, admin.keys("godel:queue:dead:*").size());
      assertEquals(800, admin.llen(LiveRedis.QUEUE));
      assertEquals(Long.toString(62 << 20), setting(admin, "maxmemory"));
    }
  }

  /** The next piece of the file is on a disk that is full. */
  @Test
  void aFileThatTakesNothingIsWrittenAnewAndWhatTheApiHeldIsQueued() throws Exception {
    RedisProcess redis = server("appendonly yes", "save 60 1000");
    try (Jedis admin = redis.connect()) {
      admin.set("godel:session:1", "of before");
    }
    FullDisk.befall(redis);
    try (LiveRedis platform = new LiveRedis(folder, redis, "redis-back", Duration.ZERO)) {
      Ending ending = platform.run(Optional.empty(), Map.of(), LiveRedis.nobody());

      recovered(ending, platform);
      assertTrue(platform.told().contains("scenario=persistence"), platform.told());
      awaitQueued(redis, 1_200);
    }
    try (redis) {
      redis.start();
      try (Jedis again = redis.connect()) {
        Await.until(
            "its keys are read",
            () -> again.info("persistence").lines().anyMatch("loading:0"::equals));
        assertEquals("of before", again.get("godel:session:1"));
        assertTrue(again.llen(LiveRedis.QUEUE) >= 1_200);
      }
    }
  }

  private static void awaitQueued(RedisProcess redis, long events) throws Exception {
    try (Jedis admin = redis.connect()) {
      Await.until("they are queued", () -> admin.llen(LiveRedis.QUEUE) >= events);
    }
  }

  /** The file ends with what is no command, and its server ends when it reads that. */
  private RedisProcess damaged() throws Exception {
    RedisProcess redis = server("appendonly yes", "appendfsync always");
    try (Jedis admin = redis.connect()) {
      admin.set("godel:session:1", "of before");
    }
    redis.kill();
    Files.writeString(file(redis), GARBAGE, StandardOpenOption.APPEND);
    return redis;
  }

  private static Path file(RedisProcess redis) {
    return redis.data().resolve("appendonlydir").resolve("appendonly.aof.1.incr.aof");
  }

  @Test
  void aDamagedFileIsCutByItsOwnProgram() throws Exception {
    RedisProcess redis = damaged();
    try (LiveRedis platform = new LiveRedis(folder, redis, "redis-file-damaged", LONG)) {
      Ending ending =
          platform.run(
              Optional.empty(), Map.of(), task -> Map.of("cut", new Value.Size(mended(redis))));

      recovered(ending, platform);
      assertTrue(platform.told().contains("scenario=damaged_file"), platform.told());
      awaitQueued(redis, 420);
      try (Jedis admin = redis.connect()) {
        assertEquals("of before", admin.get("godel:session:1"));
      }
      assertTrue(
          Files.readString(copied(redis)).contains(GARBAGE), "the copy has the file as it was");
    }
  }

  private static Path copied(RedisProcess redis) {
    return RealServers.copy(redis, "redis-before-the-mend")
        .resolve("appendonlydir")
        .resolve("appendonly.aof.1.incr.aof");
  }

  /** The server's program is the one that mends files too, when it is called so. */
  private long mended(RedisProcess redis) throws IOException, InterruptedException {
    long before = Files.size(file(redis));
    Path check = folder.resolve("redis-check-aof");
    Files.createSymbolicLink(check, folder.resolve("redis").resolve("redis-server"));
    Process fix =
        new ProcessBuilder(
                check.toString(),
                "--fix",
                redis.data().resolve("appendonlydir").resolve("appendonly.aof.manifest").toString())
            .redirectErrorStream(true)
            .start();
    fix.getOutputStream().write("y\n".getBytes(StandardCharsets.UTF_8));
    fix.getOutputStream().close();
    String said = new String(fix.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, fix.waitFor(), said);
    return before - Files.size(file(redis));
  }

  @Test
  void aNewBeginningIsEmptyAndTheCopyHasWhatWasThere() throws Exception {
    RedisProcess redis = damaged();
    try (LiveRedis platform = new LiveRedis(folder, redis, "redis-file-damaged", LONG)) {
      Ending ending = platform.run(Optional.of("start_over"), Map.of(), LiveRedis.nobody());

      recovered(ending, platform);
      awaitQueued(redis, 420);
      try (Jedis admin = redis.connect()) {
        assertFalse(admin.exists("godel:session:1"));
        assertFalse(admin.keys("godel:cache:*").isEmpty());
      }
      assertTrue(Files.readString(copied(redis)).contains("of before"));
    }
  }
}
