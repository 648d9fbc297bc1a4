package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.cli.Ran;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped runbooks, in all of their worlds: whatever two things go wrong, nothing is that must
 * never be.
 *
 * <p>With the profile {@code explore} three go wrong in the worlds that have the fewest stories.
 */
@Tag("exploration")
class ShippedExplorationsTest {
  private static final String FAULTS = System.getProperty("explore.faults", "2");

  private static void nothingIsFound(String name, String... options) {
    List<String> line = new ArrayList<>(List.of("explore", "runbooks/" + name + ".runbook"));
    line.addAll(List.of(options));
    Ran ran = Ran.runbook(line.toArray(String[]::new));
    assertEquals(0, ran.exitCode(), ran.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"database-failover", "redis-outage", "agent-storm"})
  void twoMisfortunesBreakNothing(String name) {
    nothingIsFound(name, "--faults", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "database-failover, blip",
    "database-failover, healthy",
    "database-failover, no-replica",
    "database-failover, node-lost",
    "database-failover, replica-lagging",
    "database-failover, split-brain",
    "redis-outage, healthy",
    "redis-outage, redis-back",
    "agent-storm, healthy",
  })
  void norDoMoreWhereLittleCanHappen(String name, String world) {
    nothingIsFound(name, "--faults", FAULTS, "--world", world);
  }
}
