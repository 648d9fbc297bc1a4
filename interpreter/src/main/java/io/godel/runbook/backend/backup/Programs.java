package io.godel.runbook.backend.backup;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where programs of this machine are that a run starts.
 *
 * @param pgRestore as the profile says it; empty for the one on the path
 */
public record Programs(Optional<String> pgRestore) {
  private static final String PG_RESTORE = "pg_restore";

  /** Reads the section {@code programs}. */
  public static Programs read(YamlTree tree, List<Diagnostic> diagnostics) {
    return new Programs(Section.of(tree, List.of(PG_RESTORE), diagnostics).string(PG_RESTORE));
  }

  /**
   * Where {@code pg_restore} is; empty where there is none.
   *
   * @param environment with the variable {@code PATH}
   */
  public Optional<Path> pgRestore(Map<String, String> environment) {
    if (pgRestore.isPresent()) {
      return pgRestore.map(Path::of).filter(Files::isExecutable);
    }
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path program = Path.of(folder).resolve(PG_RESTORE);
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }
}
