package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How much a rule weighs in a house: a severity, or nothing. */
public enum Weight {
  ERROR(Optional.of(Severity.ERROR)),
  WARNING(Optional.of(Severity.WARNING)),
  NOTE(Optional.of(Severity.NOTE)),
  OFF(Optional.empty());

  private final Optional<Severity> severity;

  Weight(Optional<Severity> severity) {
    this.severity = severity;
  }

  /** Empty where the rule is not asked at all. */
  public Optional<Severity> severity() {
    return severity;
  }

  /** By the words of the configuration. */
  static Map<String, Weight> words() {
    Map<String, Weight> words = new LinkedHashMap<>();
    for (Weight weight : values()) {
      words.put(weight.name().toLowerCase(Locale.ROOT), weight);
    }
    return Collections.unmodifiableMap(words);
  }
}
