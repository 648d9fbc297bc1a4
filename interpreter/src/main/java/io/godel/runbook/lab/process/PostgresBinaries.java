package io.godel.runbook.lab.process;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An installation of PostgreSQL.
 *
 * @param folder the one with {@code bin}, {@code lib} and {@code share} in it
 */
public record PostgresBinaries(Path folder) {
  public PostgresBinaries {
    folder = folder.toAbsolutePath();
  }

  /** Whether the server and what makes its data folder are there. */
  public boolean isComplete() {
    return Files.isExecutable(program("postgres")) && Files.isExecutable(program("initdb"));
  }

  /** Where a program of it is, whether it is there or not. */
  public Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }
}
