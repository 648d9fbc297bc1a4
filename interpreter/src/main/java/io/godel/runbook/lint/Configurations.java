package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.SourceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the configuration of each file: in its folder and upwards, as editors find theirs. */
public final class Configurations {
  private final Collection<String> known;
  private final Optional<Path> given;
  private final Map<Path, Optional<ConfigFile>> read = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * @param known the codes of the rules
   * @param given the one file to take instead of all others
   */
  public Configurations(Collection<String> known, Optional<Path> given) {
    this.known = List.copyOf(known);
    this.given = given;
  }

  /** What holds for that file. */
  public synchronized Configuration of(Path file) {
    if (given.isPresent()) {
      return new Configuration(config(given.get()).stream().toList());
    }
    List<ConfigFile> files = new ArrayList<>();
    Path folder = file.toAbsolutePath().normalize().getParent();
    while (folder != null) {
      Optional<ConfigFile> found = config(folder.resolve(ConfigFile.NAME));
      found.ifPresent(files::add);
      folder = found.filter(ConfigFile::root).isPresent() ? null : folder.getParent();
    }
    return new Configuration(files);
  }

  private Optional<ConfigFile> config(Path path) {
    return read.computeIfAbsent(path, this::readConfig);
  }

  private Optional<ConfigFile> readConfig(Path path) {
    if (given.isEmpty() && !Files.isRegularFile(path)) {
      return Optional.empty();
    }
    Parsed<Optional<SourceFile>> source = SourceReader.read(path, path.toString());
    diagnostics.addAll(source.diagnostics());
    if (source.tree().isEmpty()) {
      return Optional.empty();
    }
    Path folder = path.toAbsolutePath().normalize().getParent();
    Parsed<Optional<ConfigFile>> config = ConfigFile.read(source.tree().get(), folder, known);
    diagnostics.addAll(config.diagnostics());
    return config.tree();
  }

  /** What is wrong with the files that were read so far. */
  public synchronized List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }
}
