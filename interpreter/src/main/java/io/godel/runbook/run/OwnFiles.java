package io.godel.runbook.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files and folders that are for their owner alone, from the moment in which they are made. */
final class OwnFiles {
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private OwnFiles() {}

  /** Makes the folder, and those above it, where they are not there yet. */
  static void demandFolder(Path folder) throws StateException {
    try {
      Files.createDirectories(folder, FOLDER);
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
      permissions.retainAll(WRITE_OF_OTHERS);
      if (!permissions.isEmpty()) {
        throw new StateException(
            "%s can be written by others, who could change what runs do: `chmod 700 %s`"
                .formatted(folder, folder));
      }
    } catch (IOException refused) {
      throw new StateException(folder + " cannot be used: " + why(refused), refused);
    }
  }

  /** Makes a folder that is not there yet. */
  static void newFolder(Path folder) throws IOException {
    Files.createDirectory(folder, FOLDER);
  }

  /** Writes a file that is there as a whole or not at all, whenever the machine fails. */
  static void write(Path file, String text) throws StateException {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(half);
      writeNew(half, text);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(file);
    } catch (IOException refused) {
      throw new StateException(file + " cannot be written: " + why(refused), refused);
    }
  }

  /**
   * @throws FileAlreadyExistsException when it is there; of several writers one makes it
   */
  static void writeNew(Path file, String text) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, FILE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  static void syncFolder(Path file) throws IOException {
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  static String read(Path file) throws StateException {
    try {
      return Files.readString(file);
    } catch (IOException refused) {
      throw new StateException(file + " cannot be read: " + why(refused), refused);
    }
  }

  /** The exceptions of files mostly say nothing but the name of the file. */
  static String why(IOException refused) {
    if (refused instanceof NoSuchFileException) {
      return "it is not there";
    }
    if (refused instanceof AccessDeniedException) {
      return "the system does not allow it";
    }
    if (refused instanceof FileAlreadyExistsException) {
      return "it is there already";
    }
    return refused.getMessage() == null ? refused.getClass().getSimpleName() : refused.getMessage();
  }
}
