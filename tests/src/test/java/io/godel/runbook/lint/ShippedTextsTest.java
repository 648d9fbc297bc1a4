package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.cli.Ran;
import org.junit.jupiter.api.Test;

/** What is shipped draws no finding, and needs no suppression for that. */
final class ShippedTextsTest {
  @Test
  void runbooksAndLibraryAreClean() {
    Ran ran = Ran.runbook("lint", "runbooks", "stdlib");
    assertEquals("", ran.err());
    assertEquals(0, ran.exitCode(), ran.out());
    assertEquals(true, ran.out().endsWith("files: ok\n"), ran.out());
  }
}
