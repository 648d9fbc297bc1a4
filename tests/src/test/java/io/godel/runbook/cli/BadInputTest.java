package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever file is given, the answer is clear, comes soon, and is no stack trace. */
final class BadInputTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String SMALL =
      """
      use http
      runbook small "Small" {
        scenario only "Only" {
          step look "Look" { guard "it is there" true }
        }
        recovered {
          verify "it works" http.fetch("http://localhost/").status == 200 within 1m every 5s
        }
      }
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.runbook");
  }

  private Ran check(byte[] content) throws IOException {
    Files.write(file, content);
    return check();
  }

  private Ran check(String content) throws IOException {
    return check(content.getBytes(StandardCharsets.UTF_8));
  }

  private Ran check() {
    Ran ran = assertTimeoutPreemptively(SOON, () -> Ran.runbook("check", file.toString()));
    assertFalse(ran.all().contains("Exception"), ran.all());
    assertFalse(ran.all().contains("the program itself failed"), ran.all());
    return ran;
  }

  private static void refused(Ran ran, String words) {
    assertEquals(ExitCode.TEXT_HAS_ERRORS, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains(words), ran.all());
  }

  @Test
  void aSmallRunbookIsRight() throws IOException {
    assertEquals(ExitCode.OK, check(SMALL).exitCode());
  }

  @Test
  void noFile() {
    refused(check(), "E0001");
  }

  @Test
  void aFolderOfThatName() throws IOException {
    Files.createDirectories(file);
    Ran ran = Ran.runbook("check", file.toString());
    assertEquals(ExitCode.USAGE, ran.exitCode());
    assertTrue(ran.err().contains("there is no *.runbook in"), ran.all());
  }

  @Test
  void aLinkToNothing() throws IOException {
    Files.createSymbolicLink(file, folder.resolve("gone"));
    refused(check(), "E0001");
  }

  @Test
  void anEmptyFile() throws IOException {
    refused(check(""), "E0004");
  }

  @Test
  void aFileOfComments() throws IOException {
    refused(check("// nothing yet\n"), "E0004");
  }

  @Test
  void binary() throws IOException {
    byte[] bytes = new byte[4096];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    refused(check(bytes), "E0003");
  }

  @Test
  void brokenUtf8() throws IOException {
    byte[] bytes = SMALL.getBytes(StandardCharsets.UTF_8);
    bytes[40] = (byte) 0xC3;
    refused(check(bytes), "E0003");
  }

  @Test
  void tenMegabytes() throws IOException {
    refused(check("// line\n".repeat(10 << 17)), "E0002");
  }

  @Test
  void almostTheLargestFile() throws IOException {
    assertEquals(ExitCode.OK, check(SMALL + "// a line of no use\n".repeat(350_000)).exitCode());
  }

  @Test
  void aThousandLevels() throws IOException {
    String deep = "(".repeat(1_000) + "true" + ")".repeat(1_000);
    refused(check(SMALL.replace("there\" true", "there\" " + deep)), "E0112");
  }

  @Test
  void aHundredThousandOpenBraces() throws IOException {
    refused(check("{".repeat(100_000)), "error[E01");
  }

  @Test
  void linesEndAsOnOtherSystems() throws IOException {
    assertEquals(ExitCode.OK, check(SMALL.replace("\n", "\r\n")).exitCode());
  }

  @Test
  void aByteOrderMark() throws IOException {
    assertEquals(ExitCode.OK, check("\uFEFF" + SMALL).exitCode());
  }

  @Test
  void runbooksThatCallEachOther() throws IOException {
    String calls = SMALL.replace("step look", "call b()\n    step look");
    Files.writeString(
        folder.resolve("b.runbook"), calls.replace("small", "b").replace("call b()", "call a()"));
    refused(check(calls.replace("small", "a")), "E02");
  }
}
