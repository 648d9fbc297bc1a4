package io.godel.runbook.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every construct and every place of a comment: {@code NAME.runbook} beside {@code NAME.expected}.
 *
 * <p>{@code -Dgolden.rewrite=true} writes the expected files anew, to be read before they are kept.
 */
class FormatterGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/format");
  private static final int TEXTS_MIN = 30;

  static List<Path> texts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".runbook")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void isLaidOutAsExpected(Path text) throws IOException {
    String name = text.getFileName().toString();
    Path expected = text.resolveSibling(name.replace(".runbook", ".expected"));
    String laid = laid(name, Files.readString(text), Formatter.WIDTH);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(expected, laid);
    }
    assertEquals(Files.readString(expected), laid);
    assertEquals(laid, laid(name, laid, Formatter.WIDTH));
  }

  @Test
  void everyTextHasItsFileAndTheOtherWayRound() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(2L * texts().size(), files.count());
    }
    assertTrue(texts().size() >= TEXTS_MIN);
  }

  @Test
  void theWidthIsHeeded() throws IOException {
    String text = Files.readString(FOLDER.resolve("sentences-in-columns.runbook"));
    assertTrue(laid("text", text, 40).lines().allMatch(line -> line.length() <= 40));
  }

  @Test
  void aTextWithErrorsIsNotTouched() {
    Formatted formatted =
        Formatter.format(new SourceFile("text", "runbook r \"R\" { let a = }"), Formatter.WIDTH);
    assertEquals(1, assertInstanceOf(Formatted.Unreadable.class, formatted).diagnostics().size());
  }

  private static String laid(String name, String text, int width) {
    Formatted formatted = Formatter.format(new SourceFile(name, text), width);
    return assertInstanceOf(Formatted.Laid.class, formatted, formatted::toString).text();
  }
}
