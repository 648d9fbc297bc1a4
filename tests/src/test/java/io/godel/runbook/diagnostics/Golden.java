package io.godel.runbook.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares what people will read with what a person has approved. */
final class Golden {
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");

  private Golden() {}

  static void check(Path expected, String actual) {
    try {
      if (REWRITE) {
        Files.createDirectories(expected.toAbsolutePath().getParent());
        Files.writeString(expected, actual);
      }
      String approved = Files.exists(expected) ? Files.readString(expected) : "";
      assertEquals(approved, actual, expected + ": -Dgolden.rewrite=true rewrites it");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
