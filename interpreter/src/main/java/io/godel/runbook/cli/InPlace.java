package io.godel.runbook.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Writes a file anew so that at every moment it holds either the old text or the new one. */
final class InPlace {
  private InPlace() {}

  static void write(Path path, String text) throws IOException {
    // Of a link the file behind it is written: the link stays one.
    Path file = path.toRealPath();
    if (!Files.isWritable(file)) {
      throw new IOException("it may not be written");
    }
    Path next = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new");
    try {
      Files.writeString(next, text, StandardCharsets.UTF_8);
      PosixFileAttributeView rights =
          Files.getFileAttributeView(next, PosixFileAttributeView.class);
      if (rights != null) {
        rights.setPermissions(Files.getPosixFilePermissions(file));
      }
      move(next, file);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** In one move, where the file system has one. */
  static void move(Path next, Path file) throws IOException {
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException elsewhere) {
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
