package io.godel.runbook.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers: a primary, its standby, and what can happen to them. */
final class PostgresProcessTest {
  @TempDir Path folder;

  @Test
  void aStandbyFollowsAndTakesOverWhatItHasReplayed() throws Exception {
    PostgresBinaries binaries = TestPostgres.binaries();
    try (PostgresProcess primary =
        PostgresProcess.create(binaries, folder.resolve("primary"), "s3cret")) {
      primary.start();
      primary.execute("postgres", "CREATE TABLE t (x int)", "INSERT INTO t VALUES (1)");
      try (PostgresProcess standby = primary.standby(folder.resolve("standby"), "standby")) {
        primary.execute("postgres", "INSERT INTO t VALUES (2)");
        standby.awaitAnswer("postgres", "SELECT count(*) FROM t", "2");
        assertEquals("t", standby.ask("postgres", "SELECT pg_is_in_recovery()"));

        primary.kill();
        assertFalse(primary.isRunning());
        assertThrows(SQLException.class, primary::connect);

        standby.execute("postgres", "SELECT pg_promote(true, 30)");
        standby.execute("postgres", "INSERT INTO t VALUES (3)");
        assertEquals("3", standby.ask("postgres", "SELECT count(*) FROM t"));

        primary.start();
        assertEquals("2", primary.ask("postgres", "SELECT count(*) FROM t"));
      }
    }
  }

  @Test
  void aServerThatSeveralStartAtOnceIsStartedOnce() throws Exception {
    try (PostgresProcess server =
        PostgresProcess.create(
            TestPostgres.binaries(), folder.resolve("server"), "s3cret", "godel")) {
      Callable<String> starter =
          () -> {
            server.start();
            return server.ask("godel", "SELECT pg_postmaster_start_time()");
          };
      ExecutorService starters = Executors.newFixedThreadPool(4);
      try {
        Set<String> started = new HashSet<>();
        for (Future<String> each : starters.invokeAll(Collections.nCopies(4, starter))) {
          started.add(each.get());
        }
        assertEquals(1, started.size());
      } finally {
        starters.shutdownNow();
      }
    }
  }
}
