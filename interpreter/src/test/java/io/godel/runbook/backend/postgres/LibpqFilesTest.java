package io.godel.runbook.backend.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords and services as libpq reads them. */
final class LibpqFilesTest {
  @TempDir Path home;

  private LibpqFiles files(Map<String, String> environment) {
    return new LibpqFiles(environment);
  }

  private LibpqFiles atHome() {
    return files(Map.of("HOME", home.toString()));
  }

  private void passwords(String permissions, String... lines) throws IOException {
    Path file = home.resolve(".pgpass");
    Files.writeString(file, String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void theFirstLineThatFitsCounts() throws IOException {
    passwords(
        "rw-------",
        "# db:5432:godel:runbook:a comment",
        "too:short",
        "db:5433:godel:runbook:other port",
        "db:5432:*:runbook:col\\:on and back\\\\slash",
        "*:*:*:*:last");
    assertEquals(
        Optional.of("col:on and back\\slash"), atHome().password("db", 5432, "godel", "runbook"));
    assertEquals(Optional.of("last"), atHome().password("db", 5432, "godel", "someone"));
  }

  @Test
  void thereNeedNotBeAFile() throws IOException {
    assertEquals(Optional.empty(), atHome().password("db", 5432, "godel", "runbook"));
    assertEquals(Optional.empty(), files(Map.of()).password("db", 5432, "godel", "runbook"));
  }

  @Test
  void aFileThatOthersMayReadIsNotUsedAndItsWordsAreNotTold() throws IOException {
    passwords("rw-r-----", "db:5432:godel:runbook:canary-11");
    IOException refused =
        assertThrows(IOException.class, () -> atHome().password("db", 5432, "godel", "runbook"));
    assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
    assertFalse(refused.getMessage().contains("canary"), refused.getMessage());
    assertEquals(Optional.empty(), atHome().password("elsewhere", 5432, "godel", "runbook"));
  }

  @Test
  void aServiceIsASection() throws IOException {
    Path file = home.resolve("services.conf");
    Files.writeString(
        file,
        """
        [other]
        user=wrong
        # [godel]
        [godel]
        user = runbook
        user=second
        #dbname=no
        password=a=b

        [godel]
        dbname=late
        """);
    LibpqFiles files = files(Map.of("PGSERVICEFILE", file.toString()));
    assertEquals(Map.of("user", "runbook", "password", "a=b"), files.service("godel"));
    IOException missing = assertThrows(IOException.class, () -> files.service("nothing"));
    assertTrue(missing.getMessage().contains("`nothing`"), missing.getMessage());
  }
}
