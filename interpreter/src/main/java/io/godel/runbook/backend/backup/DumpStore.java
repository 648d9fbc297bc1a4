package io.godel.runbook.backend.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The files of one store. */
final class DumpStore {
  /** A folder with more files is no store of backups. */
  static final int FILES_MAX = 10_000;

  private static final Comparator<DumpFile> OLDEST_FIRST =
      Comparator.comparing(DumpFile::taken).thenComparing(DumpFile::name);

  private final BackupProfile.Store store;
  private final PodFiles pods;

  DumpStore(BackupProfile.Store store, PodFiles pods) {
    this.store = store;
    this.pods = pods;
  }

  /** The oldest first. */
  List<DumpFile> list() throws BackupRefused, InterruptedException {
    Pattern names = pattern(store.pattern());
    try {
      List<DumpFile> files =
          store.pod().isPresent() ? pods.list(store.pod().get(), store.folder()) : here();
      if (files.size() > FILES_MAX) {
        throw BackupRefused.of("invalid", "the store has more than " + FILES_MAX + " files");
      }
      return files.stream()
          .filter(file -> names.matcher(file.name()).matches())
          .sorted(OLDEST_FIRST)
          .toList();
    } catch (NoSuchFileException | NotDirectoryException none) {
      throw BackupRefused.of("not_found", "there is no folder " + store.folder());
    } catch (IOException failure) {
      throw BackupRefused.forNow("unreachable", "the store cannot be listed: " + reason(failure));
    }
  }

  private List<DumpFile> here() throws IOException {
    List<DumpFile> files = new ArrayList<>();
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(Path.of(store.folder()))) {
      for (Path path : folder) {
        if (Files.isRegularFile(path) && files.size() <= FILES_MAX) {
          files.add(file(path));
        }
      }
    }
    return files;
  }

  private DumpFile file(Path path) throws IOException {
    Instant changed = Files.getLastModifiedTime(path).toInstant();
    Instant taken = changed;
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] head = stream.readNBytes(DumpHeader.LENGTH_MAX);
      taken = DumpHeader.taken(head, store.zone()).orElse(changed);
    } catch (IOException unreadable) {
      // It is there all the same: whether it can be read is what verifying finds out.
      taken = changed;
    }
    return new DumpFile(path.getFileName().toString(), taken, Files.size(path));
  }

  /**
   * The file of a backup, on this machine.
   *
   * @param scratch a folder of ours, for a copy
   */
  Path fetch(DumpFile backup, Path scratch) throws BackupRefused, InterruptedException {
    demandListed(backup);
    if (store.pod().isEmpty()) {
      return Path.of(store.folder()).resolve(backup.name());
    }
    Path copy = scratch.resolve("copy.dump");
    try {
      pods.copy(store.pod().get(), store.folder() + "/" + backup.name(), copy);
      return copy;
    } catch (NoSuchFileException gone) {
      throw BackupRefused.of("not_found", "there is no such backup in the store");
    } catch (IOException failure) {
      throw BackupRefused.of("unreadable", "the backup cannot be read: " + reason(failure));
    }
  }

  /** Only what the store lists is one of its backups, and only as long as it is the same file. */
  private void demandListed(DumpFile backup) throws BackupRefused, InterruptedException {
    DumpFile found =
        list().stream()
            .filter(file -> file.name().equals(backup.name()))
            .findFirst()
            .orElseThrow(
                () -> BackupRefused.of("not_found", "there is no such backup in the store"));
    if (!found.equals(backup)) {
      throw BackupRefused.of(
          "conflict", "`" + backup.name() + "` is another file now than the one that was listed");
    }
  }

  private static String reason(IOException failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int at = 0; at < glob.length(); at++) {
      char next = glob.charAt(at);
      regex.append(next == '*' ? ".*" : next == '?' ? "." : Pattern.quote(String.valueOf(next)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
