package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.cli.Ran;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped runbooks, in all of their worlds: whatever goes wrong, nothing is that must never be.
 *
 * <p>Two misfortunes come together in all worlds of two of them, and in those of the storm that
 * have the fewest stories, its example among them. With the profile {@code explore} they do in its
 * other worlds too.
 */
@Tag("exploration")
class ShippedExplorationsTest {
  private static final String FAULTS = System.getProperty("explore.faults", "1");

  private static void nothingIsFound(String name, String... options) {
    List<String> line = new ArrayList<>(List.of("explore", "runbooks/" + name + ".runbook"));
    line.addAll(List.of(options));
    Ran ran = Ran.runbook(line.toArray(String[]::new));
    assertEquals(0, ran.exitCode(), ran.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"database-failover", "redis-outage"})
  void twoMisfortunesBreakNothing(String name) {
    nothingIsFound(name, "--faults", "2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "healthy",
        "agent-storm",
        "agent-storm-attack-own-address",
        "agent-storm-exhausted"
      })
  void twoMisfortunesBreakNothingInAStorm(String world) {
    nothingIsFound("agent-storm", "--faults", "2", "--world", world);
  }

  @Test
  void aMisfortuneBreaksNothingInAnyStorm() {
    nothingIsFound("agent-storm", "--faults", FAULTS);
  }
}
