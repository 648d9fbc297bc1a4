package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.cli.Ran;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped runbooks, in all of their worlds: whatever goes wrong, nothing is that must never be.
 *
 * <p>With the profile {@code explore} two misfortunes come together in every world.
 */
class ShippedExplorationsTest {
  private static final String EVERYWHERE = Integer.getInteger("explore.faults", 1).toString();

  private static void nothingIsFound(String... more) {
    List<String> arguments = new ArrayList<>(List.of("explore"));
    arguments.addAll(List.of(more));
    Ran ran = Ran.runbook(arguments.toArray(String[]::new));
    assertEquals(0, ran.exitCode(), ran.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"database-failover", "redis-outage", "agent-storm"})
  void oneMisfortuneInEveryWorldBreaksNothing(String name) {
    nothingIsFound("runbooks/" + name + ".runbook", "--faults", EVERYWHERE);
  }

  @Test
  void twoMisfortunesInALostPrimaryBreakNothing() {
    nothingIsFound("runbooks/database-failover.runbook", "--world", "primary-lost");
  }
}
