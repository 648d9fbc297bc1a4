package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.kubernetes.Await;
import io.godel.runbook.cli.Ran;
import io.godel.runbook.lab.process.PostgresProcess;
import io.godel.runbook.lab.process.RealServers;
import io.godel.runbook.lab.process.TestPostgres;
import java.io.File;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scenario of the damaged database: real pages that cannot be read, a real dump, real claims.
 */
final class LiveCorruptionTest {
  @TempDir Path folder;

  private static void damage(PostgresProcess server) throws Exception {
    String file = server.ask("godel", "SELECT pg_relation_filepath('orders')");
    server.execute("godel", "CHECKPOINT");
    server.stop();
    try (FileChannel channel =
        FileChannel.open(server.data().resolve(file), StandardOpenOption.WRITE)) {
      // The last row of the first page.
      channel.write(ByteBuffer.wrap(new byte[32]), 8_192 - 32);
    }
    server.start();
    SQLException damaged =
        assertThrows(SQLException.class, () -> server.ask("godel", "SELECT count(*) FROM orders"));
    assertTrue(damaged.getMessage().contains("invalid page"), damaged.getMessage());
  }

  private void backup(LivePlatform platform, PostgresProcess trial) throws Exception {
    Path store = Files.createDirectory(folder.resolve("backups"));
    try (InputStream dump = LivePlatform.class.getResourceAsStream("/backup/godel.dump")) {
      Files.copy(dump, store.resolve("godel.dump"));
    }
    Files.writeString(
        platform.profile(),
        """
        backups:
          nightly:
            folder: %s
            trial:
              postgres:
                host: 127.0.0.1
                port: %d
                user: postgres
                password: {env: GODEL_PASSWORD}
                tls: {mode: disable}
        """
            .formatted(store, trial.port()),
        StandardOpenOption.APPEND);
  }

  /** Where there is no pg_restore, that is what is told, and the API writes as before. */
  private static boolean isThereAProgram() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(each -> Files.isExecutable(Path.of(each, "pg_restore")));
  }

  @Test
  void theBackupIsProvedTheClaimGoesAndTheNewServerHoldsTheBackup() throws Exception {
    try (LivePlatform platform = new LivePlatform(folder, "corrupted", 20);
        PostgresProcess trial =
            PostgresProcess.create(
                TestPostgres.binaries(), folder.resolve("trial"), LivePlatform.PASSWORD)) {
      trial.start();
      damage(platform.primary);
      backup(platform, trial);
      Await.until("there is no replica", () -> !platform.replica.isRunning());

      Ran run = platform.run("--yes-to", "drop_volume", "--param", "max_backup_age=3650d");

      if (!isThereAProgram()) {
        assertTrue(run.all().contains("pg_restore"), run.all());
        assertEquals(3, platform.apiReplicas());
        return;
      }
      assertEquals(0, run.exitCode(), run.all());
      assertTrue(run.out().contains("corruption"), run.out());
      assertEquals("5", platform.primary.ask("godel", "SELECT count(*) FROM teams"));
      assertThrows(SQLException.class, () -> platform.primary.ask("godel", "SELECT 1 FROM orders"));
      assertTrue(
          Files.exists(
              RealServers.copy(platform.primary, "postgres-damaged").resolve("PG_VERSION")),
          "the snapshot holds the damaged data");
      assertEquals("0", trial.ask("postgres", TRIALS));
      assertEquals(3, platform.apiReplicas());
    }
  }

  /** What the proof left behind on its server. */
  private static final String TRIALS =
      "SELECT count(*) FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'";
}
