package io.godel.runbook.backend.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A folder for one call, which nobody else can read and which is removed with the call.
 *
 * @param name a word that nothing else is called by
 */
record Scratch(Path folder, String name) implements AutoCloseable {

  static Scratch make() throws BackupRefused {
    try {
      Path folder = Files.createTempDirectory("runbook-");
      String name = "runbook_trial_" + UUID.randomUUID().toString().replace('-', '_');
      return new Scratch(folder, name);
    } catch (IOException failure) {
      throw BackupRefused.of("failed", "no folder can be made for the call");
    }
  }

  @Override
  public void close() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException left) {
      // Nothing depends on it: the folder is ours alone, and of the temporary kind.
      return;
    }
  }
}
