package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for the files of a folder.
 *
 * @param files the nearest first, which wins
 */
public record Configuration(List<ConfigFile> files) {
  /** Where nothing is configured. */
  public static final Configuration NONE = new Configuration(List.of());

  public Configuration {
    files = List.copyOf(files);
  }

  /** How much a rule weighs for that file; empty where it is switched off. */
  Optional<Severity> severity(Rule rule, Path file) {
    for (ConfigFile each : files) {
      Optional<Weight> weight = each.weight(rule.id(), file);
      if (weight.isPresent()) {
        return weight.get().severity();
      }
    }
    return Optional.of(rule.severity());
  }

  Settings settings() {
    Map<String, Duration> longest = new LinkedHashMap<>();
    files.forEach(file -> file.longest().forEach(longest::putIfAbsent));
    return new Settings(files.stream().flatMap(file -> file.roles().stream()).findFirst(), longest);
  }

  /** The folders of the nearest file that names any. */
  public List<Path> inventory() {
    return nearest(files.stream().map(ConfigFile::inventory).toList());
  }

  /** Of all files: a house adds to the policies of a larger one. */
  public List<Path> policies() {
    return files.stream().flatMap(file -> file.policies().stream()).distinct().toList();
  }

  private static List<Path> nearest(List<List<Path>> lists) {
    return lists.stream().filter(list -> !list.isEmpty()).findFirst().orElse(List.of());
  }
}
