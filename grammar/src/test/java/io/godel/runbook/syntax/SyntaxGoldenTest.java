package io.godel.runbook.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
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
 * What people read when a text is not right: {@code NAME.runbook} beside {@code NAME.expected}.
 *
 * <p>{@code -Dgolden.rewrite=true} writes the expected files anew, to be read before they are kept.
 */
class SyntaxGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/syntax");
  private static final int TEXTS_MIN = 40;

  static List<Path> texts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".runbook")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void saysWhatIsExpected(Path text) throws IOException {
    String name = text.getFileName().toString();
    Path expected = text.resolveSibling(name.replace(".runbook", ".expected"));
    Parsed<FileTree> parsed = Parser.parse(new SourceFile(name, Files.readString(text)));
    String said = new TextRenderer(Marks.PLAIN).render(parsed.diagnostics());
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(expected, said);
    }
    assertEquals(Files.readString(expected), said);
  }

  @Test
  void everyTextHasItsFileAndTheOtherWayRound() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(2L * texts().size(), files.count());
    }
    assertTrue(texts().size() >= TEXTS_MIN);
  }
}
