package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the pods of a workload are made from; another template is another revision.
 *
 * @param restartedAt when a restart was asked for last; it is a part so that a restart is a change
 * @param rest tells what else is in a template, which means nothing to the model but makes another
 *     revision; empty for nothing
 */
record Template(
    List<String> configMaps,
    Map<String, String> variables,
    Map<String, Long> memoryLimits,
    Optional<Instant> restartedAt,
    String rest) {

  static final Template EMPTY = new Template(List.of(), Map.of(), Map.of(), Optional.empty());

  /** A field of a manifest. */
  static final String RESTARTED_AT = "restartedAt";

  /** The letters that names are made up from: none of them spells a word. */
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  Template {
    configMaps = List.copyOf(configMaps);
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    memoryLimits = Collections.unmodifiableMap(new TreeMap<>(memoryLimits));
  }

  Template(
      List<String> configMaps,
      Map<String, String> variables,
      Map<String, Long> memoryLimits,
      Optional<Instant> restartedAt) {
    this(configMaps, variables, memoryLimits, restartedAt, "");
  }

  Template restarted(Instant at) {
    return new Template(configMaps, variables, memoryLimits, Optional.of(at), rest);
  }

  Template withRest(String other) {
    return new Template(configMaps, variables, memoryLimits, restartedAt, other);
  }

  /** With no value the variable is taken away. */
  Template withVariable(String name, Optional<String> value) {
    Map<String, String> changed = new TreeMap<>(variables);
    value.ifPresentOrElse(text -> changed.put(name, text), () -> changed.remove(name));
    return new Template(configMaps, changed, memoryLimits, restartedAt, rest);
  }

  Template withMemoryLimit(String container, long limit) {
    Map<String, Long> changed = new TreeMap<>(memoryLimits);
    changed.put(container, limit);
    return new Template(configMaps, variables, changed, restartedAt, rest);
  }

  /**
   * With what another template says, as a server-side apply merges it: variables and limits that it
   * does not name stay, and a list of ConfigMaps is one value.
   */
  Template withApplied(Template other) {
    Map<String, String> variablesAfter = new TreeMap<>(variables);
    variablesAfter.putAll(other.variables);
    Map<String, Long> limitsAfter = new TreeMap<>(memoryLimits);
    limitsAfter.putAll(other.memoryLimits);
    return new Template(
        other.configMaps.isEmpty() ? configMaps : other.configMaps,
        variablesAfter,
        limitsAfter,
        other.restartedAt.or(() -> restartedAt),
        other.rest);
  }

  /** What a manifest can name apart from the rest, with its values. */
  Map<String, String> fields() {
    Map<String, String> fields = new TreeMap<>();
    variables.forEach((name, value) -> fields.put(variable(name), value));
    memoryLimits.forEach((name, value) -> fields.put(memoryLimit(name), Long.toString(value)));
    restartedAt.ifPresent(at -> fields.put(RESTARTED_AT, at.toString()));
    return fields;
  }

  static String variable(String name) {
    return "variable " + name;
  }

  static String memoryLimit(String container) {
    return "limit " + container;
  }

  Template without(Set<String> fields) {
    Map<String, String> variablesAfter = new TreeMap<>(variables);
    variablesAfter.keySet().removeIf(name -> fields.contains(variable(name)));
    Map<String, Long> limitsAfter = new TreeMap<>(memoryLimits);
    limitsAfter.keySet().removeIf(name -> fields.contains(memoryLimit(name)));
    return new Template(
        configMaps,
        variablesAfter,
        limitsAfter,
        restartedAt.filter(at -> !fields.contains(RESTARTED_AT)),
        rest);
  }

  /** The same for the same template, as the controllers make it for the names of revisions. */
  String hash() {
    int hash = FNV_OFFSET;
    for (char c : text().toCharArray()) {
      hash = (hash ^ c) * FNV_PRIME;
    }
    StringBuilder text = new StringBuilder();
    Integer.toUnsignedString(hash)
        .chars()
        .forEach(digit -> text.append(LETTERS.charAt(digit % LETTERS.length())));
    return text.toString();
  }

  private String text() {
    // For every look of a controller at a set.
    return "Template[configMaps="
        + configMaps
        + ", variables="
        + variables
        + ", memoryLimits="
        + memoryLimits
        + ", restartedAt="
        + restartedAt
        + "]"
        + rest;
  }

  static char letter(int number) {
    return LETTERS.charAt(Math.floorMod(number, LETTERS.length()));
  }
}
