package io.godel.runbook.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong runbooks, each with what is said of it; right ones, of which nothing is said. */
class DiagnosticGoldensTest {
  private static final Path CASES = Path.of("tests/src/test/resources/diagnostics/cases");

  private static Stream<Path> runbooks() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.filter(it -> it.toString().endsWith(".runbook")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void saysWhatAPersonHasApproved(Path runbook) throws IOException {
    String name = runbook.getFileName().toString();
    List<Diagnostic> diagnostics = FrontEnd.diagnose(name, read(runbook));
    String expected = name.replace(".runbook", ".expected");
    Golden.check(runbook.resolveSibling(expected), FrontEnd.render(diagnostics));
  }

  /** The first line says how many mistakes a file has: {@code // 1 mistake: …}. */
  @ParameterizedTest
  @MethodSource("runbooks")
  void oneMistakeIsOneMessage(Path runbook) {
    String first = read(runbook).lines().findFirst().orElseThrow();
    int mistakes = Integer.parseInt(first.replaceFirst("// (\\d+) mistakes?:.*", "$1"));
    List<Diagnostic> diagnostics = FrontEnd.diagnose("case.runbook", read(runbook));
    assertEquals(mistakes, diagnostics.size(), () -> FrontEnd.render(diagnostics));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
