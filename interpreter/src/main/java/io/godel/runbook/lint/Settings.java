package io.godel.runbook.lint;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a house says of itself, as far as rules ask for it.
 *
 * @param roles that somebody holds; empty where nobody has said
 * @param longest how long a runbook of that severity may take at most, all waits included
 */
public record Settings(Optional<Set<String>> roles, Map<String, Duration> longest) {
  /** Where nothing is configured. */
  public static final Settings STANDARD = new Settings(Optional.empty(), Map.of());

  public Settings {
    roles = roles.map(LinkedHashSet::new).map(Collections::unmodifiableSet);
    longest = Collections.unmodifiableMap(new LinkedHashMap<>(longest));
  }
}
