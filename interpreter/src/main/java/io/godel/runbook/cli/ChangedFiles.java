package io.godel.runbook.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Asks git which files are not as they were in a revision. */
final class ChangedFiles {
  private static final long PATIENCE_SECONDS = 30;

  private ChangedFiles() {}

  /**
   * Changed, added and not yet tracked ones of the work trees that these files lie in.
   *
   * @throws IOException when git cannot say, with what it says instead
   */
  static Set<Path> since(String revision, Collection<Path> files) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    files.forEach(file -> folders.add(file.toAbsolutePath().normalize().getParent()));
    Set<Path> roots = new LinkedHashSet<>();
    for (Path folder : folders) {
      if (roots.stream().noneMatch(folder::startsWith)) {
        roots.add(Path.of(git(folder, "rev-parse", "--show-toplevel").strip()));
      }
    }
    Set<Path> changed = new LinkedHashSet<>();
    for (Path root : roots) {
      // Behind `--end-of-options` a revision cannot be taken for an option.
      add(
          root,
          git(root, "diff", "--name-only", "-z", "--end-of-options", revision, "--"),
          changed);
      add(root, git(root, "ls-files", "-z", "--others", "--exclude-standard"), changed);
    }
    return changed;
  }

  private static void add(Path root, String names, Set<Path> to) {
    for (String name : names.split("\0")) {
      if (!name.isEmpty()) {
        to.add(root.resolve(name).toAbsolutePath().normalize());
      }
    }
  }

  private static String git(Path folder, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("git does not answer");
      }
      if (process.exitValue() != 0) {
        throw new IOException(said.lines().findFirst().orElse("git failed"));
      }
      return said;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    } finally {
      process.destroyForcibly();
    }
  }
}
