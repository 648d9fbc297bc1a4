package io.godel.runbook.explore;

import io.godel.runbook.engine.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A story that was tried.
 *
 * @param ending none when the interpreter failed
 * @param took in virtual time
 * @param branches what could have gone otherwise besides, later than all of the story
 * @param seen the bystanders of which the run could have seen something; none where it does not
 *     matter what could have gone otherwise besides
 */
record Trial(
    Story story,
    Optional<Ending> ending,
    Duration took,
    List<String> scenarios,
    Reached reached,
    List<Violation> violations,
    List<Branches> branches,
    Set<String> seen) {
  Trial {
    scenarios = List.copyOf(scenarios);
    violations = List.copyOf(violations);
    branches = List.copyOf(branches);
    seen = Set.copyOf(seen);
  }
}
