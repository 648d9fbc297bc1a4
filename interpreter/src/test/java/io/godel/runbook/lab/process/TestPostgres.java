package io.godel.runbook.lab.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** The PostgreSQL that the tests bring along, unpacked once for each build folder. */
public final class TestPostgres {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private TestPostgres() {}

  /** Which of the versions that are supported. */
  public enum Version {
    OLDEST,
    USUAL,
    NEWEST
  }

  public static PostgresBinaries binaries() {
    return binaries(Version.USUAL);
  }

  public static synchronized PostgresBinaries binaries(Version version) {
    Path target = Path.of("target").toAbsolutePath();
    Path folder = target.resolve("postgres-" + version.name().toLowerCase(Locale.ROOT));
    PostgresBinaries binaries = new PostgresBinaries(folder);
    try {
      if (!binaries.isComplete()) {
        unpack(folder, version);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new AssertionError("interrupted while PostgreSQL was unpacked", stopped);
    }
    return binaries;
  }

  /** The usual one stands on the class path, the others in files of the build. */
  private static InputStream packed(Version version) throws IOException {
    if (version == Version.USUAL) {
      return TestPostgres.class.getResourceAsStream(ARCHIVE);
    }
    Path jar =
        Path.of("target", "postgres-archives", version.name().toLowerCase(Locale.ROOT) + ".jar");
    return URI.create("jar:" + jar.toUri() + "!" + ARCHIVE).toURL().openStream();
  }

  /** Another process may do the same at the same time: the folder is there as a whole or not. */
  private static void unpack(Path folder, Version version)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.getParent());
    Path fresh = Files.createTempDirectory(folder.getParent(), "postgres-");
    Path archive = fresh.resolve("archive.txz");
    try (InputStream packed = packed(version)) {
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
