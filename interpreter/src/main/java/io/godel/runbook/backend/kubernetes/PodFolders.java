package io.godel.runbook.backend.kubernetes;

import io.godel.runbook.backend.backup.BackupProfile;
import io.godel.runbook.backend.backup.DumpFile;
import io.godel.runbook.backend.backup.PodFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads files in pods by the programs {@code find}, {@code stat} and {@code cat} there. */
public final class PodFolders implements PodFiles {
  private static final Duration LISTING = Duration.ofSeconds(30);
  private static final Duration COPYING = Duration.ofMinutes(30);
  private static final int COLUMNS = 3;

  private final Optional<KubernetesConnection> connection;

  /**
   * @param connection empty for a target without a cluster
   */
  public PodFolders(Optional<KubernetesConnection> connection) {
    this.connection = connection;
  }

  @Override
  public List<DumpFile> list(BackupProfile.Pod pod, String folder)
      throws IOException, InterruptedException {
    ByteArrayOutputStream listed = new ByteArrayOutputStream();
    List<String> command =
        List.of(
            "find",
            folder,
            "-maxdepth",
            "1",
            "-type",
            "f",
            "-exec",
            "stat",
            "-c",
            "%s %Y %n",
            "{}",
            "+");
    run(pod, command, listed, LISTING);
    List<DumpFile> files = new ArrayList<>();
    for (String line : listed.toString(StandardCharsets.UTF_8).lines().toList()) {
      files.add(file(line));
    }
    return files;
  }

  /** Size, seconds since 1970, path. */
  private static DumpFile file(String line) throws IOException {
    String[] parts = line.split(" ", COLUMNS);
    try {
      String name = parts[2].substring(parts[2].lastIndexOf('/') + 1);
      Instant changed = Instant.ofEpochSecond(Long.parseLong(parts[1]));
      return new DumpFile(name, changed, Long.parseLong(parts[0]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
      throw new IOException("the pod lists its files in a way that is not understood");
    }
  }

  @Override
  public void copy(BackupProfile.Pod pod, String file, Path into)
      throws IOException, InterruptedException {
    try (OutputStream out = Files.newOutputStream(into)) {
      run(pod, List.of("cat", file), out, COPYING);
    }
  }

  private void run(BackupProfile.Pod pod, List<String> command, OutputStream out, Duration patience)
      throws IOException, InterruptedException {
    KubernetesConnection cluster =
        connection.orElseThrow(() -> new IOException("the target has no cluster"));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String asked = PodPrograms.Container.asked(pod.namespace(), pod.name());
    try {
      PodPrograms.Container container =
          PodPrograms.Container.only(cluster.server().get(asked, LISTING), pod.name());
      int code =
          new PodPrograms(cluster)
              .run(container, command, new PodPrograms.Streams(out, err), patience, false);
      if (code != 0) {
        throw failed(err.toString(StandardCharsets.UTF_8));
      }
    } catch (ApiFailure failure) {
      throw new IOException("pod %s: %s".formatted(pod.name(), failure.getMessage()));
    }
  }

  private static IOException failed(String said) {
    String words = said.lines().findFirst().orElse("the program said nothing");
    return words.contains("No such file") ? new NoSuchFileException(words) : new IOException(words);
  }
}
