package io.godel.runbook.targets;

import io.godel.runbook.backend.backup.BackupProfile;
import io.godel.runbook.backend.backup.Programs;
import io.godel.runbook.backend.http.HttpProfile;
import io.godel.runbook.backend.kubernetes.KubernetesProfile;
import io.godel.runbook.backend.notify.NotifyProfile;
import io.godel.runbook.backend.postgres.PostgresProfile;
import io.godel.runbook.backend.redis.RedisProfile;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlReader;
import io.godel.runbook.yaml.YamlTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a profile says of the systems that a runbook is run on. It has no secrets.
 *
 * @param kubernetes the cluster; empty for a target without one
 * @param people by role, who has it; a role that is not named may be anybody's
 */
public record Target(
    Optional<KubernetesProfile> kubernetes,
    PostgresProfile postgres,
    RedisProfile redis,
    HttpProfile http,
    BackupProfile backups,
    Programs programs,
    NotifyProfile channels,
    Map<String, List<String>> people) {
  private static final List<String> KEYS =
      List.of(
          "description",
          "kubernetes",
          "postgres",
          "redis",
          "http",
          "backups",
          "programs",
          "notify",
          "people");
  private static final String NAMESPACE = "default";

  public Target {
    people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
  }

  /** Reads a profile; empty when something is wrong with it. */
  public static Parsed<Optional<Target>> read(SourceFile source) {
    Parsed<Optional<YamlTree>> yaml = YamlReader.read(source);
    List<Diagnostic> diagnostics = new ArrayList<>(yaml.diagnostics());
    Optional<Target> target = yaml.tree().map(tree -> read(tree, diagnostics));
    diagnostics.sort(Diagnostic.BY_PLACE);
    return new Parsed<>(diagnostics.isEmpty() ? target : Optional.empty(), diagnostics);
  }

  private static Target read(YamlTree tree, List<Diagnostic> diagnostics) {
    Section root = Section.of(tree, KEYS, diagnostics);
    root.string("description");
    Optional<KubernetesProfile> kubernetes =
        root.tree("kubernetes").map(it -> KubernetesProfile.read(it, diagnostics));
    String namespace = kubernetes.map(KubernetesProfile::namespace).orElse(NAMESPACE);
    Map<String, List<String>> people = new LinkedHashMap<>();
    root.tree("people")
        .ifPresent(
            it -> {
              List<String> roles = List.copyOf(Section.named(it, diagnostics).keySet());
              Section section = Section.of(it, roles, diagnostics);
              roles.forEach(role -> people.put(role, section.strings(role)));
            });
    PostgresProfile postgres =
        root.tree("postgres")
            .map(it -> PostgresProfile.read(it, namespace, diagnostics))
            .orElseGet(() -> new PostgresProfile(Map.of()));
    return new Target(
        kubernetes,
        postgres,
        root.tree("redis")
            .map(it -> RedisProfile.read(it, namespace, diagnostics))
            .orElseGet(() -> new RedisProfile(Map.of())),
        root.tree("http")
            .map(it -> HttpProfile.read(it, diagnostics))
            .orElseGet(() -> new HttpProfile(Map.of())),
        root.tree("backups")
            .map(it -> BackupProfile.read(it, namespace, postgres, diagnostics))
            .orElseGet(() -> new BackupProfile(Map.of())),
        root.tree("programs")
            .map(it -> Programs.read(it, diagnostics))
            .orElseGet(() -> new Programs(Optional.empty())),
        root.tree("notify")
            .map(it -> NotifyProfile.read(it, namespace, diagnostics))
            .orElseGet(() -> new NotifyProfile(Map.of())),
        people);
  }

  /** Where things are of which nothing else is said. */
  public String namespace() {
    return kubernetes.map(KubernetesProfile::namespace).orElse(NAMESPACE);
  }

  /** With what the command line says instead. */
  public Target with(Optional<String> context, Optional<String> namespace) {
    return new Target(
        kubernetes.map(profile -> profile.with(context, namespace)),
        postgres,
        redis,
        http,
        backups,
        programs,
        channels,
        people);
  }

  /** Whether the person may speak for the role. */
  public boolean mayAnswer(String person, String role) {
    List<String> named = people.get(role);
    return named == null || named.contains(person);
  }
}
