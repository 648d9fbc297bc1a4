package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.postgres.FaultyWire;
import io.godel.runbook.live.FaultyApi.Fault;
import io.godel.runbook.live.FaultyApi.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a whole live run when a part of the world fails: the table of the manual. */
final class FaultsTableTest {
  private static final Path PAGE = Path.of("docs/faults.md");
  private static final String HEAD =
      """
      | what fails | the run ends, exit code | setting | rows | a person was asked |
      | --- | --- | --- | --- | --- |
      """;
  private static final int ALWAYS = Integer.MAX_VALUE;
  private static final String CONFIG = "/configmaps/godel-config";

  @TempDir Path folder;

  /** What goes wrong. */
  private interface Mishap {
    void befall(FaultyRun run) throws Exception;
  }

  private record Row(String what, Mishap mishap) {}

  private static Row api(String what, Kind kind, int status, String method, int times) {
    return new Row(what, run -> run.api.next(new Fault(kind, status, method, CONFIG, times)));
  }

  private static Row database(String what, FaultyWire.Fault fault) {
    return new Row(what, run -> run.wire.at("INSERT", fault));
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("nothing", run -> {}),
          api("API server: 409 to the change, once", Kind.STATUS, 409, "PATCH", 1),
          api("API server: 409 to the change, always", Kind.STATUS, 409, "PATCH", ALWAYS),
          api("API server: 429 to the change, once", Kind.STATUS, 429, "PATCH", 1),
          api("API server: 429 to the change, always", Kind.STATUS, 429, "PATCH", ALWAYS),
          api("API server: 500 to the change, once", Kind.STATUS, 500, "PATCH", 1),
          api("API server: 500, and the change was made", Kind.STATUS_AFTER, 500, "PATCH", 1),
          api("API server: no answer to the change, once", Kind.SILENCE, 0, "PATCH", 1),
          api("API server: breaks off after the change", Kind.CUT, 0, "PATCH", 1),
          api("API server: breaks off in the answer to a look", Kind.CUT, 0, "GET", 1),
          api("API server: no answer to a look, once", Kind.SILENCE, 0, "GET", 1),
          new Row("database: refuses", run -> run.wire.close()),
          database(
              "database: breaks off before it hears the statement", FaultyWire.Fault.CUT_BEFORE),
          database("database: dies in the middle of the statement", FaultyWire.Fault.CUT_AFTER),
          database("database: hangs in the statement", FaultyWire.Fault.HANG),
          new Row("journal: the disk is full before the first act", run -> run.room = 4),
          new Row("journal: the disk is full when the first act is answered", run -> run.room = 5),
          new Row("clock: a day ahead in the middle", run -> run.jump = Duration.ofDays(1)),
          new Row("clock: a day back in the middle", run -> run.jump = Duration.ofDays(-1)));

  @Test
  void eachFaultEndsInAClearState() throws Exception {
    List<String> lines = new ArrayList<>();
    try (LivePlatform platform =
        new LivePlatform(Files.createDirectory(folder.resolve("platform")), "healthy", 1)) {
      for (Row row : ROWS) {
        lines.add(line(platform, row));
      }
    }
    String table = HEAD + String.join("", lines);
    System.out.print(table);
    String page = Files.readString(PAGE);
    String before = page.substring(0, page.indexOf(HEAD));
    String written = before + table;
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(PAGE, written);
    }
    assertEquals(Files.readString(PAGE), written, "write it anew with -Dgolden.rewrite=true");
  }

  private String line(LivePlatform platform, Row row) throws Exception {
    Path own = Files.createDirectory(folder.resolve(Integer.toString(ROWS.indexOf(row))));
    try (FaultyRun run = new FaultyRun(platform, own)) {
      row.mishap().befall(run);
      String end = run.run();
      String setting = run.setting();
      String rows = run.rows();
      if (end.startsWith("recovered")) {
        assertEquals("5 and 1", setting + " and " + rows, row.what());
      } else if (end.startsWith("world as before")) {
        assertEquals("10 and 0", setting + " and " + rows, row.what());
      }
      assertTrue(Integer.parseInt(rows) <= 1, row.what() + ": it was done twice");
      return "| %s | %s | %s | %s | %s |\n"
          .formatted(row.what(), end, setting, rows, run.asked ? "yes" : "no");
    }
  }
}
