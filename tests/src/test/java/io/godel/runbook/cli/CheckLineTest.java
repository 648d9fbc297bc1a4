package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that names files alone is understood like one with an option that says nothing new. */
final class CheckLineTest {
  private static final String RIGHT = "runbooks/database-failover.runbook";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        RIGHT,
        "runbooks",
        RIGHT + " runbooks/redis-outage.runbook",
        RIGHT + " " + RIGHT,
        RIGHT + " runbooks",
        "no-such.runbook",
        RIGHT + " no-such.runbook",
        "WRONG",
        RIGHT + " WRONG",
        "@ARGUMENTS",
        "-- " + RIGHT,
        "check",
        "",
      })
  void filesAlone(String words) throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.runbook"), "runbook wrong { }");
    Path arguments = Files.writeString(folder.resolve("arguments"), RIGHT);
    String files =
        words.replace("WRONG", wrong.toString()).replace("ARGUMENTS", arguments.toString());
    Ran understood = Ran.runbook(("check --color=auto " + files).split(" "));
    assertEquals(understood, Ran.runbook(("check " + files).split(" ")));
  }
}
