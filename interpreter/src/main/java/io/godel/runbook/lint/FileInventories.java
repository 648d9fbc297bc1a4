package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.InventoryReader;
import io.godel.runbook.syntax.Parsed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the manifests that the command line names, or else the configuration. */
public final class FileInventories implements InventorySource {
  private final List<Path> given;
  private final Map<List<Path>, Inventory> read = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param given instead of what configurations name; empty for nothing
   */
  public FileInventories(List<Path> given) {
    this.given = List.copyOf(given);
  }

  @Override
  public synchronized Optional<Inventory> of(Configuration configuration) {
    List<Path> paths = given.isEmpty() ? configuration.inventory() : given;
    return paths.isEmpty()
        ? Optional.empty()
        : Optional.of(read.computeIfAbsent(paths, this::readAll));
  }

  private Inventory readAll(List<Path> paths) {
    try {
      Parsed<Inventory> inventory = InventoryReader.read(paths);
      diagnostics.addAll(inventory.diagnostics());
      return inventory.tree();
    } catch (IOException unreadable) {
      problems.add("the inventory cannot be read: " + unreadable.getMessage());
      return new Inventory(List.of(), List.of(), List.of());
    }
  }

  /** What is wrong with the files that were read so far. */
  public synchronized List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Folders that cannot be read, each a sentence. */
  public synchronized List<String> problems() {
    return List.copyOf(problems);
  }
}
