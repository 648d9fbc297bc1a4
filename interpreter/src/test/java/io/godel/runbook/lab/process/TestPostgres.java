package io.godel.runbook.lab.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The PostgreSQL that the tests bring along, unpacked once for each build folder. */
public final class TestPostgres {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private TestPostgres() {}

  public static synchronized PostgresBinaries binaries() {
    Path folder = Path.of("target").toAbsolutePath().resolve("postgres");
    PostgresBinaries binaries = new PostgresBinaries(folder);
    try {
      if (!binaries.isComplete()) {
        unpack(folder);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new AssertionError("interrupted while PostgreSQL was unpacked", stopped);
    }
    return binaries;
  }

  /** Another process may do the same at the same time: the folder is there as a whole or not. */
  private static void unpack(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder.getParent());
    Path fresh = Files.createTempDirectory(folder.getParent(), "postgres-");
    Path archive = fresh.resolve("archive.txz");
    try (InputStream packed = TestPostgres.class.getResourceAsStream(ARCHIVE)) {
      Files.copy(packed, archive, StandardCopyOption.REPLACE_EXISTING);
    }
    Process tar =
        new ProcessBuilder(List.of("tar", "-xJf", archive.toString(), "-C", fresh.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tar.waitFor() != 0) {
      throw new IOException("PostgreSQL cannot be unpacked: " + said);
    }
    Files.delete(archive);
    Files.move(fresh, folder);
  }
}
