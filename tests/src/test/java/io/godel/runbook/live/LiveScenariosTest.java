package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.kubernetes.Await;
import io.godel.runbook.cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other scenarios of the failover runbook, on real servers behind the pods of the lab. */
final class LiveScenariosTest {
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
  void aServerThatComesBackByItselfIsWaitedForAndNothingIsTouched() throws Exception {
    platform.loseBoth();
    ExecutorService beside = Executors.newSingleThreadExecutor();
    Future<?> back =
        beside.submit(
            () -> {
              Await.until("it is waited for", () -> platform.isJournalled("/patience"));
              platform.giveBack();
              return null;
            });

    Ran run = platform.run();

    beside.shutdown();
    back.get();
    assertEquals(0, run.exitCode(), run.all());
    assertTrue(run.out().contains("temporary"), run.out());
    assertTrue(
        platform.lab.written().stream().allMatch(it -> it.contains("/leases")),
        platform.lab.written().toString());
    assertEquals("2", platform.primary.ask("godel", "SELECT count(*) FROM orders"));
  }

  @Test
  void sessionsThatAreStuckAreEndedAndNoOthers() throws Exception {
    platform.primary.execute(
        "godel",
        "CREATE ROLE godel_user LOGIN PASSWORD '" + LivePlatform.PASSWORD + "'",
        "CREATE ROLE somebody LOGIN PASSWORD '" + LivePlatform.PASSWORD + "'");
    List<Connection> stuck = new ArrayList<>();
    List<Connection> others = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        stuck.add(inTransaction("godel_user"));
      }
      for (int i = 0; i < 28; i++) {
        others.add(inTransaction("somebody"));
      }
      Await.until(
          "they are stuck for longer than is allowed",
          () ->
              platform
                  .primary
                  .ask(
                      "godel",
                      "SELECT count(*) FROM pg_stat_activity WHERE usename = 'godel_user'"
                          + " AND now() - state_change > interval '1 second'")
                  .equals("8"));
      Path impatient = folder.resolve("database-failover.runbook");
      String text = Files.readString(Path.of("runbooks/database-failover.runbook"));
      Files.writeString(
          impatient, text.replace("Duration where it >= 1m", "Duration where it >= 1s"));
      for (String name : List.of("redis-outage.runbook", "agent-storm.runbook")) {
        Files.copy(Path.of("runbooks", name), folder.resolve(name));
      }
      Ran run =
          platform.runbook(
              "run",
              impatient.toString(),
              "--target",
              platform.profile().toString(),
              "--yes-to",
              "end_stuck",
              "--param",
              "stuck_for=1s");

      assertEquals(0, run.exitCode(), run.all());
      assertTrue(run.out().contains("pool_exhausted"), run.out());
      assertEquals("0", sessions("godel_user"));
      assertEquals("28", sessions("somebody"));
    } finally {
      for (Connection each : stuck) {
        each.close();
      }
      for (Connection each : others) {
        each.close();
      }
    }
  }

  private String sessions(String user) throws Exception {
    return platform.primary.ask(
        "godel", "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + user + "'");
  }

  private Connection inTransaction(String user) throws Exception {
    Connection connection = platform.primary.connect("godel", user);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
    return connection;
  }
}
