package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.godel.runbook.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lab writes down of the requests that come. */
final class RequestLogTest {
  @TempDir Path folder;

  @Test
  void eachRequestIsALineAtOnce() throws Exception {
    Path file = folder.resolve("requests");
    Instant now = Instant.parse("2026-01-01T00:00:00.250Z");
    try (RequestLog log = RequestLog.open(Optional.of(file), () -> now)) {
      log.accept(new Lab.Asked(Optional.of("admin"), "GET", "/api/v1/pods?limit=2"));
      log.accept(new Lab.Asked(Optional.empty(), "DELETE", "/api/v1/pods/a"));
      assertEquals(
          List.of(
              "2026-01-01T00:00:00.250Z admin GET /api/v1/pods?limit=2",
              "2026-01-01T00:00:00.250Z ? DELETE /api/v1/pods/a"),
          Files.readAllLines(file));
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("missing/requests");
    IOException refused =
        assertThrows(
            IOException.class, () -> RequestLog.open(Optional.of(file), () -> Instant.EPOCH));
    assertEquals(file + " cannot be written", refused.getMessage());
  }
}
