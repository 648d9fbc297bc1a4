package io.godel.runbook.live;

import io.godel.runbook.backend.kubernetes.Await;
import io.godel.runbook.lab.process.RedisProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/**
 * A disk that is full, for the append-only file of a server: the piece of it that is written is the
 * device that takes nothing, until it is written anew.
 */
public final class FullDisk {
  private FullDisk() {}

  /** The server's file has to be on, and was not written anew before. */
  public static void befall(RedisProcess server) throws Exception {
    Files.createSymbolicLink(
        server.data().resolve("appendonlydir").resolve("appendonly.aof.2.incr.aof"),
        Path.of("/dev/full"));
    try (Jedis admin = server.connect()) {
      admin.bgrewriteaof();
      Await.until("the file is on the full disk", () -> isWritten(admin));
      admin.set("unkept", "for no more than a moment", SetParams.setParams().ex(1));
      Await.until(
          "the server sees it",
          () -> admin.info("persistence").contains("aof_last_write_status:err"));
      // What is counted begins now.
      admin.configResetStat();
    }
  }

  /** Whether no piece of the file is being written in the background. */
  public static boolean isWritten(Jedis admin) {
    String said = admin.info("persistence");
    return said.contains("aof_rewrite_in_progress:0") && said.contains("aof_rewrite_scheduled:0");
  }
}
