package io.godel.runbook.explore;

import io.godel.runbook.engine.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A story that was tried.
 *
 * @param ending none when the interpreter failed
 * @param took in virtual time
 * @param branches what could have gone otherwise besides, later than all of the story
 */
record Trial(
    Story story,
    Optional<Ending> ending,
    Duration took,
    List<String> scenarios,
    Reached reached,
    List<Violation> violations,
    List<Branches> branches) {
  Trial {
    scenarios = List.copyOf(scenarios);
    violations = List.copyOf(violations);
    branches = List.copyOf(branches);
  }
}
