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
 * never be; in the two storms that have the most stories it is one thing.
 *
 * <p>With the profile {@code explore} two go wrong in those as well, and three in the worlds that
 * have the fewest stories.
 */
@Tag("exploration")
class ShippedExplorationsTest {
  private static final int FAULTS = Integer.getInteger("explore.faults", 2);

  private static void nothingIsFound(String name, int faults, String... options) {
    List<String> line = new ArrayList<>(List.of("explore", "runbooks/" + name + ".runbook"));
    line.addAll(List.of("--faults", Integer.toString(faults)));
    line.addAll(List.of(options));
    Ran ran = Ran.runbook(line.toArray(String[]::new));
    assertEquals(0, ran.exitCode(), ran.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"database-failover", "redis-outage"})
  void twoMisfortunesBreakNothing(String name) {
    nothingIsFound(name, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent-storm",
        "agent-storm-attack",
        "agent-storm-attack-own-address",
        "agent-storm-everywhere",
        "agent-storm-exhausted",
        "healthy"
      })
  void norInAStorm(String world) {
    nothingIsFound("agent-storm", 2, "--world", world);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent-storm-attack-from-many", "agent-storm-over"})
  void norDoFewerWhereMostCanHappen(String world) {
    nothingIsFound("agent-storm", FAULTS - 1, "--world", world);
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
    nothingIsFound(name, FAULTS, "--world", world);
  }
}
