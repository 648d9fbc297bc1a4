package io.godel.runbook.lab.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Copies the data folder of a server that runs. What belongs to its process, and its write-ahead
 * log, is left out: the standby streams that (PostgreSQL manual, 26.3.3.1).
 */
final class DataCopy extends SimpleFileVisitor<Path> {
  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "current_logfiles");

  private static final Set<String> EMPTIED =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private final Path from;
  private final Path to;

  private DataCopy(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
    Files.walkFileTree(from, new DataCopy(from, to));
    Files.createDirectories(to.resolve("pg_wal").resolve("archive_status"));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    Path relative = from.relativize(folder);
    Files.createDirectories(to.resolve(relative));
    return EMPTIED.contains(relative.toString())
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Path relative = from.relativize(file);
    if (!LEFT_OUT.contains(relative.toString())) {
      try {
        Files.copy(file, to.resolve(relative));
      } catch (NoSuchFileException gone) {
        // The server removes files while it runs; what it needs of them is in its log.
        return FileVisitResult.CONTINUE;
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }
}
