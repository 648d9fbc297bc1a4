package io.godel.runbook.backend.backup;

import io.godel.runbook.backend.postgres.PostgresProfile;
import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stores of a target, by the names that runbooks call them.
 *
 * @param stores in the order of the file
 */
public record BackupProfile(Map<String, Store> stores) {
  private static final String PATTERN = "*.dump";
  private static final List<String> KEYS =
      List.of("folder", "pod", "namespace", "pattern", "zone", "trial", "owner");

  public BackupProfile {
    stores = Collections.unmodifiableMap(new LinkedHashMap<>(stores));
  }

  /**
   * One store: a folder with a file for each backup, in the custom format of {@code pg_dump -Fc}.
   *
   * @param folder its path, on this machine or in the pod
   * @param pod empty for a folder on this machine
   * @param pattern of the names of the files, with {@code *} and {@code ?}
   * @param zone in which the clock went of the machine that took them: a dump does not say it
   * @param trial the server on which backups are tried; empty for none
   * @param owner whether the objects are to belong to whom they belonged to; otherwise they belong
   *     to the user that restores them
   */
  public record Store(
      String folder,
      Optional<Pod> pod,
      String pattern,
      ZoneId zone,
      Optional<PostgresProfile.Server> trial,
      boolean owner) {}

  /** Where a folder is that is not on this machine. */
  public record Pod(String namespace, String name) {}

  /**
   * Reads the section {@code backups}.
   *
   * @param namespace where nothing else is said
   * @param servers of the target, one of which can be the trial server
   */
  public static BackupProfile read(
      YamlTree tree, String namespace, PostgresProfile servers, List<Diagnostic> diagnostics) {
    Map<String, Store> stores = new LinkedHashMap<>();
    Section.named(tree, diagnostics)
        .forEach(
            (name, each) ->
                stores.put(
                    name,
                    store(Section.of(each, KEYS, diagnostics), namespace, servers, diagnostics)));
    return new BackupProfile(stores);
  }

  private static Store store(
      Section section, String namespace, PostgresProfile servers, List<Diagnostic> diagnostics) {
    String in = section.string("namespace", namespace);
    String folder = section.required("folder");
    Optional<Pod> pod = section.string("pod").map(name -> new Pod(in, name));
    if (pod.isEmpty() && !folder.isEmpty() && !Path.of(folder).isAbsolute()) {
      wrong(section, "folder", "this has to be a path from the root", diagnostics);
    }
    return new Store(
        folder,
        pod,
        section.string("pattern", PATTERN),
        zone(section, diagnostics),
        trial(section, namespace, servers, diagnostics),
        section.bool("owner", false));
  }

  private static ZoneId zone(Section section, List<Diagnostic> diagnostics) {
    try {
      return section.string("zone").map(ZoneId::of).orElse(ZoneOffset.UTC);
    } catch (DateTimeException unknown) {
      wrong(section, "zone", "this has to be a time zone, as Europe/Berlin", diagnostics);
      return ZoneOffset.UTC;
    }
  }

  /** The name of a server of the target, or a section that says where one is. */
  private static Optional<PostgresProfile.Server> trial(
      Section section, String namespace, PostgresProfile servers, List<Diagnostic> diagnostics) {
    Optional<YamlTree> said = section.tree("trial");
    if (said.isEmpty() || !(said.get() instanceof YamlTree.Scalar name)) {
      return said.map(
          tree ->
              PostgresProfile.read(tree, namespace, diagnostics).servers().values().stream()
                  .findFirst()
                  .orElse(null));
    }
    Optional<PostgresProfile.Server> server =
        Optional.ofNullable(servers.servers().get(name.text()));
    if (server.isEmpty()) {
      wrong(
          section,
          "trial",
          "the section postgres has no server `" + name.text() + "`",
          diagnostics);
    }
    return server;
  }

  private static void wrong(
      Section section, String key, String message, List<Diagnostic> diagnostics) {
    diagnostics.add(
        Diagnostic.error(
            Code.WORLD_WRONG_VALUE,
            section.tree(key).map(YamlTree::span).orElse(section.span()),
            message));
  }
}
