package io.godel.runbook.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that a report is written into: as a whole or not at all, and never over something that is
 * no report.
 */
final class ReportFile {
  /** Of a file that is there so much is looked at. */
  private static final int HEAD = 4096;

  private ReportFile() {}

  /**
   * Says what will be in the way, before work is done for it.
   *
   * @param mark what stands at the beginning of every such report
   * @throws IOException with the reason, in a sentence
   */
  static void demand(Path file, String mark) throws IOException {
    Path folder = folder(file);
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no directory " + folder);
    }
    if (!Files.isWritable(folder) || Files.exists(file) && !Files.isWritable(file)) {
      throw new IOException("the system does not allow it");
    }
    if (Files.exists(file) && !begin(file).contains(mark)) {
      throw new IOException("what is there is no such report, and is not overwritten");
    }
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static String begin(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
    }
  }

  /** At every moment there is the old report or the new one. */
  static void write(Path path, String text) throws IOException {
    // Of a link the file behind it is written: the link stays one.
    Path file = Files.exists(path) ? path.toRealPath() : path;
    Path next = folder(file).resolve("." + file.getFileName() + ".new");
    try {
      Files.deleteIfExists(next);
      Files.writeString(next, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
      InPlace.move(next, file);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
