package io.godel.runbook.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.library.StandardLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file that is checked with the part of the library that it needs is judged as with all of it.
 */
class OneFileTest {
  private static final Project WHOLE = new Project(StandardLibrary.load());

  private static Stream<Path> files() throws IOException {
    return Stream.concat(
        runbooks(Path.of("tests/src/test/resources/diagnostics/cases")),
        runbooks(Path.of("runbooks")));
  }

  private static Stream<Path> runbooks(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(Project.SUFFIX)).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isJudgedAsWithTheWholeLibrary(Path file) {
    assertEquals(
        shown(WHOLE.check(file).diagnostics()), shown(new Project().diagnostics(List.of(file))));
  }

  private static String shown(List<Diagnostic> diagnostics) {
    return new TextRenderer(Marks.PLAIN).render(diagnostics);
  }
}
