package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code runbook fmt} does to files, and what it leaves alone. */
final class FmtCommandTest {
  private static final String LOOSE = "module m {type X   // what\r\n}";
  private static final String LAID = "module m {\n  type X // what\n}\n";
  private static final String WRONG = "module m { type }\n";

  @TempDir Path folder;
  private Path loose;
  private Path laid;
  private Path wrong;

  @BeforeEach
  void write() throws IOException {
    loose = Files.writeString(folder.resolve("a-loose.runbook"), LOOSE);
    laid = Files.writeString(folder.resolve("b-laid.runbook"), LAID);
    wrong = folder.resolve("c-wrong.runbook");
  }

  @Test
  void whatIsShippedIsInTheOneLayout() {
    Ran ran = Ran.runbook("fmt", "--check", "runbooks", "stdlib/src/main/resources");
    assertEquals("13 files: ok\n", ran.all());
    assertEquals(ExitCode.OK, ran.exitCode());
  }

  @Test
  void filesAreWrittenAnewOnlyWhereTheyChange() throws IOException {
    Object before = Files.getAttribute(laid, "lastModifiedTime");
    Ran ran = Ran.runbook("fmt", folder.toString());
    assertEquals(loose + "\n2 files: 1 changed\n", ran.all());
    assertEquals(ExitCode.OK, ran.exitCode());
    assertEquals(LAID, Files.readString(loose));
    assertEquals(before, Files.getAttribute(laid, "lastModifiedTime"));
    assertEquals("2 files: ok\n", Ran.runbook("fmt", folder.toString()).all());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void permissionsStay() throws IOException {
    if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      return;
    }
    Files.setPosixFilePermissions(loose, PosixFilePermissions.fromString("rwxr-x---"));
    Ran.runbook("fmt", loose.toString());
    assertEquals(LAID, Files.readString(loose));
    assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(loose)));
  }

  @Test
  void aLinkStaysOne() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.runbook"), loose);
    Ran.runbook("fmt", link.toString());
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(LAID, Files.readString(loose));
  }

  @Test
  void checkChangesNothing() throws IOException {
    Ran ran = Ran.runbook("fmt", "--check", folder.toString());
    assertEquals(loose + "\n2 files: 1 would be changed\n", ran.all());
    assertEquals(ExitCode.FAILED, ran.exitCode());
    assertEquals(LOOSE, Files.readString(loose));
  }

  @Test
  void diffShowsWhatWouldChange() throws IOException {
    Ran ran = Ran.runbook("fmt", "--diff", folder.toString());
    assertTrue(ran.out().startsWith("--- " + loose + "\n+++ " + loose + "\n@@ -1,2 +1,3 @@\n"));
    assertTrue(ran.out().endsWith("+module m {\n+  type X // what\n+}\n"), ran.out());
    assertEquals(ExitCode.OK, ran.exitCode());
    assertEquals(LOOSE, Files.readString(loose));
    Ran checked = Ran.runbook("fmt", "--diff", "--check", folder.toString());
    assertEquals(ran.out(), checked.out());
    assertEquals(ExitCode.FAILED, checked.exitCode());
  }

  @Test
  void aTextWithErrorsStaysAndTheOthersDoNot() throws IOException {
    Files.writeString(wrong, WRONG);
    Ran ran = Ran.runbook("fmt", folder.toString());
    assertEquals(ExitCode.TEXT_HAS_ERRORS, ran.exitCode());
    assertTrue(ran.err().contains("error["), ran.err());
    assertTrue(ran.err().endsWith(wrong + " has errors, and stays as it is\n"), ran.err());
    assertEquals(WRONG, Files.readString(wrong));
    assertEquals(LAID, Files.readString(loose));
  }

  @Test
  void theWidthOfALineCanBeGiven() throws IOException {
    Path file = Files.writeString(folder.resolve("record.runbook"), record());
    assertEquals("1 file: ok\n", Ran.runbook("fmt", "--check", file.toString()).all());
    Ran ran = Ran.runbook("fmt", "--check", "--line-width", "40", file.toString());
    assertEquals(ExitCode.FAILED, ran.exitCode());
    assertEquals(
        ExitCode.USAGE, Ran.runbook("fmt", "--line-width", "7", file.toString()).exitCode());
  }

  private static String record() {
    return "record Response { status: Int, body: String, took: Duration }\n";
  }

  @Test
  void standardInputGoesToStandardOutput() {
    assertEquals(new Ran(ExitCode.OK, LAID, ""), piped(LOOSE, "fmt", "-"));
    assertEquals(new Ran(ExitCode.OK, LAID, ""), piped(LAID, "fmt", "-"));
    assertEquals(new Ran(ExitCode.FAILED, "", ""), piped(LOOSE, "fmt", "--check", "-"));
    Ran failed = piped(WRONG, "fmt", "-");
    assertEquals(ExitCode.TEXT_HAS_ERRORS, failed.exitCode());
    assertEquals(WRONG, failed.out());
    assertEquals(ExitCode.USAGE, piped(LOOSE, "fmt", "-", "runbooks").exitCode());
  }

  private static Ran piped(String text, String... args) {
    InputStream own = System.in;
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    try {
      return Ran.runbook(args);
    } finally {
      System.setIn(own);
    }
  }
}
