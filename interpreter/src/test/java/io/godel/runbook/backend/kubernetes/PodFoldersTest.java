package io.godel.runbook.backend.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.backup.BackupProfile;
import io.godel.runbook.backend.backup.DumpFile;
import io.godel.runbook.lab.Guests;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.lab.api.PodPorts;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in a pod, whose programs are those of this machine, reached through an API server. */
class PodFoldersTest {
  private static final BackupProfile.Pod POD = new BackupProfile.Pod("godel", "postgres-0");
  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        statefulsets: {postgres: {labels: {app: postgres}}}
      """;

  @TempDir Path folder;
  private Path backups;
  private Lab lab;
  private KubernetesConnection connection;
  private PodFolders pods;

  @BeforeEach
  void connect() throws Exception {
    backups = Files.createDirectory(folder.resolve("backups"));
    lab =
        Lab.open(
            WorldFile.read(new SourceFile("world.yaml", WORLD)).tree().orElseThrow().make(0),
            Lab.Options.PLAIN,
            InstantSource.system().instant(),
            (world, api) -> new Here());
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(kubeconfig, lab.kubeconfig("lab", Lab.ADMIN));
    connection =
        KubernetesConnection.open(
            new KubernetesProfile(
                Optional.of("lab"), Optional.of(kubeconfig.toString()), "godel", Optional.empty()),
            Access.LOOK);
    pods = new PodFolders(Optional.of(connection));
  }

  @AfterEach
  void stop() throws Exception {
    connection.close();
    lab.close();
  }

  /** Runs the programs of this machine. */
  private static final class Here implements Guests {
    @Override
    public Optional<Program> program(String namespace, String pod, List<String> command) {
      return Optional.of(() -> run(command));
    }

    private static Ran run(List<String> command) throws IOException, InterruptedException {
      Process process = new ProcessBuilder(command).start();
      String out = text(process.getInputStream().readAllBytes());
      String err = text(process.getErrorStream().readAllBytes());
      return new Ran(process.waitFor(), out, err);
    }

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public Optional<InetSocketAddress> address(String namespace, String pod, int port) {
      return Optional.empty();
    }

    @Override
    public Optional<PodPorts.Reply> get(String namespace, String pod, int port, String path) {
      return Optional.empty();
    }
  }

  private void put(String name, String text, long changed) throws IOException {
    Path file = Files.writeString(backups.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(changed)));
  }

  @Test
  void aFolderIsListedWithSizesAndTimes() throws Exception {
    put("a.dump", "1234", 1_790_000_000);
    put("with space; $x.dump", "1", 1_790_000_100);
    Files.createDirectory(backups.resolve("deeper"));
    Files.writeString(backups.resolve("deeper").resolve("b.dump"), "1");
    List<DumpFile> files = new ArrayList<>(pods.list(POD, backups.toString()));
    files.sort(Comparator.comparing(DumpFile::name));
    assertEquals(
        List.of(
            new DumpFile("a.dump", Instant.ofEpochSecond(1_790_000_000), 4),
            new DumpFile("with space; $x.dump", Instant.ofEpochSecond(1_790_000_100), 1)),
        files);
  }

  @Test
  void anEmptyFolderHasNoFiles() throws Exception {
    assertEquals(List.of(), pods.list(POD, backups.toString()));
  }

  @Test
  void whatIsNotThereIsTold() {
    assertThrows(NoSuchFileException.class, () -> pods.list(POD, folder.resolve("x").toString()));
    assertThrows(
        NoSuchFileException.class,
        () -> pods.copy(POD, backups.resolve("x").toString(), folder.resolve("copy")));
    IOException noPod =
        assertThrows(
            IOException.class,
            () -> pods.list(new BackupProfile.Pod("godel", "other"), backups.toString()));
    assertTrue(noPod.getMessage().contains("other"), noPod::getMessage);
  }

  @Test
  void aFileIsCopiedWhole() throws Exception {
    String text = "line\n".repeat(100_000) + "end";
    put("a.dump", text, 1_790_000_000);
    Path copy = folder.resolve("copy");
    pods.copy(POD, backups.resolve("a.dump").toString(), copy);
    assertEquals(text, Files.readString(copy));
  }

  @Test
  void withoutAClusterThereAreNoPods() {
    PodFolders none = new PodFolders(Optional.empty());
    assertEquals(
        "the target has no cluster",
        assertThrows(IOException.class, () -> none.list(POD, "/backups")).getMessage());
  }
}
