package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.cli.Ran;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped runbooks, in all of their worlds: whatever goes wrong, nothing is that must never be.
 *
 * <p>With the profile {@code explore} two misfortunes come together in all three of them.
 */
@Tag("exploration")
class ShippedExplorationsTest {
  private static final int FAULTS = Integer.getInteger("explore.faults", 1);

  private static void nothingIsFound(String name, int faults) {
    Ran ran =
        Ran.runbook(
            "explore", "runbooks/" + name + ".runbook", "--faults", Integer.toString(faults));
    assertEquals(0, ran.exitCode(), ran.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"database-failover", "redis-outage"})
  void twoMisfortunesBreakNothing(String name) {
    nothingIsFound(name, 2);
  }

  @Test
  void aMisfortuneBreaksNothingInAStorm() {
    nothingIsFound("agent-storm", FAULTS);
  }
}
