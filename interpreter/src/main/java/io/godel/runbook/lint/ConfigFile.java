package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlReader;
import io.godel.runbook.yaml.YamlTree;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one file {@value #NAME} says; it holds for its folder and all below. A schema of it is
 * {@code schema/lint-config.schema.json}.
 *
 * @param folder where the file lies; the paths in it begin there
 * @param root whether files further up are not looked at
 * @param weights of rules, by code
 * @param inventory folders of manifests and alert rules
 * @param policies modules of house policies
 */
public record ConfigFile(
    Path folder,
    boolean root,
    Map<String, Weight> weights,
    List<ForPaths> paths,
    Optional<Set<String>> roles,
    Map<String, Duration> longest,
    List<Path> inventory,
    List<Path> policies) {
  public static final String NAME = ".runbook-lint.yaml";

  private static final List<String> KEYS =
      List.of("root", "rules", "paths", "roles", "longest", "inventory", "policies");
  private static final List<String> PATH_KEYS = List.of("match", "rules");
  private static final List<String> SEVERITIES = List.of("critical", "high", "medium", "low");

  public ConfigFile {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    paths = List.copyOf(paths);
    longest = Collections.unmodifiableMap(new LinkedHashMap<>(longest));
    inventory = List.copyOf(inventory);
    policies = List.copyOf(policies);
  }

  /**
   * Weights of some files alone; a later one wins.
   *
   * @param match a glob, from the folder of the configuration
   */
  record ForPaths(String match, Map<String, Weight> weights) {
    boolean matches(Path relative) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + match);
      return matcher.matches(relative);
    }
  }

  /**
   * @param known the codes that there are; a policy has one with a dot and is looked up later
   */
  static Parsed<Optional<ConfigFile>> read(
      SourceFile source, Path folder, Collection<String> known) {
    Parsed<Optional<YamlTree>> yaml = YamlReader.read(source);
    if (yaml.tree().isEmpty()) {
      return new Parsed<>(Optional.empty(), yaml.diagnostics());
    }
    List<Diagnostic> diagnostics = new ArrayList<>(yaml.diagnostics());
    Section top = Section.of(yaml.tree().get(), KEYS, diagnostics);
    List<ForPaths> paths = new ArrayList<>();
    for (Section each : top.sections("paths", PATH_KEYS)) {
      paths.add(new ForPaths(each.required("match"), weights(each, known, diagnostics)));
    }
    Map<String, Duration> longest = new LinkedHashMap<>();
    Optional<Section> bounds = top.section("longest", SEVERITIES);
    bounds.ifPresent(
        it -> SEVERITIES.forEach(name -> it.duration(name).ifPresent(d -> longest.put(name, d))));
    ConfigFile file =
        new ConfigFile(
            folder,
            top.bool("root", false),
            weights(top, known, diagnostics),
            paths,
            top.tree("roles").map(tree -> new LinkedHashSet<>(top.strings("roles"))),
            longest,
            top.strings("inventory").stream().map(folder::resolve).toList(),
            top.strings("policies").stream().map(folder::resolve).toList());
    return new Parsed<>(Optional.of(file), diagnostics);
  }

  private static Map<String, Weight> weights(
      Section section, Collection<String> known, List<Diagnostic> diagnostics) {
    Optional<YamlTree> tree = section.tree("rules");
    if (tree.isEmpty()) {
      return Map.of();
    }
    List<String> keys = new ArrayList<>(known);
    Section.named(tree.get(), new ArrayList<>()).keySet().stream()
        .filter(key -> key.contains("."))
        .forEach(keys::add);
    Section rules = Section.of(tree.get(), keys, diagnostics);
    Map<String, Weight> weights = new LinkedHashMap<>();
    keys.forEach(key -> rules.choice(key, Weight.words()).ifPresent(it -> weights.put(key, it)));
    return weights;
  }

  /** What this file says of the weight of a rule for that file, if anything. */
  Optional<Weight> weight(String code, Path file) {
    Path relative = folder.relativize(file.toAbsolutePath().normalize());
    Optional<Weight> weight = Optional.ofNullable(weights.get(code));
    for (ForPaths each : paths) {
      if (each.weights().containsKey(code) && each.matches(relative)) {
        weight = Optional.of(each.weights().get(code));
      }
    }
    return weight;
  }
}
