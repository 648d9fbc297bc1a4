package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.run.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals stop a live run in a state from which it goes on, and nothing is done twice. */
class SignalsTest { // pain 14, pain 16
  private static final String STEP =
      """
      step %1$s "Do %1$s" {
        do redis.set(r, "%1$s", "1")
        verify "%1$s is set" r.setting("%1$s") == "1" within 10s every 1s
        undo {
          do redis.set(r, "%1$s", "0")
          verify "%1$s is back" r.setting("%1$s") == "0" within 10s every 1s
        }
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("drill.runbook"),
        """
        use redis
        runbook drill "Drill" {
          let r = redis.server("redis")
          scenario main "Main" when redis.ping(r) { %s %s }
          recovered { verify "the server answers" redis.ping(r) within 10s every 1s }
        }
        """
            .formatted(STEP.formatted("a"), STEP.formatted("b")));
  }

  private Child live(String what) throws IOException {
    return Child.start(LiveRun.class, List.of(folder.toString(), what));
  }

  private List<String> acts() throws IOException {
    return FileKeys.acts(folder.resolve("world"));
  }

  private static void ends(Child child, String ending, int exitCode) throws IOException {
    assertEquals(ending, child.line());
    assertEquals(exitCode, child.exitCode());
  }

  private static void soon(Child child, String signal) throws IOException {
    child.signal(signal);
    String line = signal + ": the current calls are finished first; once more stops at once";
    assertEquals("SIG" + line, child.line());
  }

  @Test
  void theFirstSignalLetsTheCurrentCallFinish() throws IOException {
    for (String signal : List.of("INT", "TERM")) {
      try (Child child = live("run")) {
        assertEquals("acting a=1", child.line());
        soon(child, signal);
        child.say("do");
        ends(child, "INTERRUPTED: it can be resumed", 130);
      }
      assertEquals(List.of("a=1"), acts());
      Files.delete(folder.resolve("world"));
    }
  }

  @Test
  void aRunThatWasInterruptedGoesOn() throws IOException {
    try (Child child = live("run")) {
      assertEquals("acting a=1", child.line());
      soon(child, "INT");
      child.say("do");
      ends(child, "INTERRUPTED: it can be resumed", 130);
    }
    try (Child child = live("resume")) {
      assertEquals("acting b=1", child.line());
      child.say("do");
      ends(child, "RECOVERED: ", 0);
    }
    assertEquals(List.of("a=1", "b=1"), acts());
  }

  @Test
  void theSecondSignalStopsAtOnce() throws IOException {
    try (Child child = live("run")) {
      assertEquals("acting a=1", child.line());
      soon(child, "INT");
      child.signal("INT");
      String line = child.line();
      assertTrue(line.startsWith("stopped at once; to go on: runbook resume 20"), line);
      assertEquals(130, child.exitCode());
    }
    assertEquals(List.of(), acts());
    try (Child child = live("resume")) {
      assertEquals("acting a=1", child.line());
      child.say("do");
      assertEquals("acting b=1", child.line());
      child.say("do");
      ends(child, "RECOVERED: ", 0);
    }
    assertEquals(List.of("a=1", "b=1"), acts());
  }

  @Test
  void aRunThatTakesBackGoesOnTakingBack() throws IOException {
    try (Child child = live("run")) {
      assertEquals("acting a=1", child.line());
      child.say("do");
      assertEquals("acting b=1", child.line());
      child.say("refuse");
      assertEquals("acting a=0", child.line());
      soon(child, "TERM");
      child.say("do");
      ends(child, "INTERRUPTED: it can be resumed", 130);
    }
    try (Child child = live("resume")) {
      ends(child, "WORLD_AS_BEFORE: redis.set: it was refused", 1);
    }
    assertEquals(List.of("a=1", "a=0"), acts());
  }

  /** Its answer is longer than what a pipe takes, so it is not at its end when it is signalled. */
  @Test
  void aSimulationStopsAtOnce() throws IOException {
    List<String> simulate = List.of("simulate", "runbooks/agent-storm.runbook", "--json");
    try (Child child = Child.start(Main.class, simulate)) {
      assertEquals("{", child.line());
      child.signal("INT");
      assertEquals(130, child.exitCode());
    }
  }
}
