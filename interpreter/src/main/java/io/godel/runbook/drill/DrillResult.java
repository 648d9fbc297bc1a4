package io.godel.runbook.drill;

import java.time.Duration;
import java.util.List;

/**
 * What became of a drill.
 *
 * @param failures what was expected and did not come, each with its place; empty when all did
 * @param took in virtual time
 */
public record DrillResult(String runbook, String title, List<Failure> failures, Duration took) {
  public DrillResult {
    failures = List.copyOf(failures);
  }

  /**
   * @param place as {@code file:line:column}
   * @param expected the line of the drill
   * @param but what came instead
   */
  public record Failure(String place, String expected, String but) {}

  public boolean passed() {
    return failures.isEmpty();
  }
}
