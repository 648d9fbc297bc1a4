package io.godel.runbook.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.ExplainPage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code has a page, and what the pages show is true. */
class ExplainPagesTest {
  private static final Path GOLDENS = Path.of("tests/src/test/resources/diagnostics/pages");

  /** What they speak of is no small text: a file as such, or one that is too large or too deep. */
  private static final Set<Code> WITHOUT_EXAMPLE =
      EnumSet.of(
          Code.FILE_UNREADABLE,
          Code.FILE_TOO_LARGE,
          Code.FILE_NOT_TEXT,
          Code.FILE_EMPTY,
          Code.TOO_DEEP,
          Code.WORLD_LIMIT);

  private static Stream<Code> examples() {
    return Arrays.stream(Code.values()).filter(code -> !WITHOUT_EXAMPLE.contains(code));
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void aCodeIsFoundAsPeopleQuoteIt(Code code) {
    assertEquals(Optional.of(code), Code.find(code.id()));
    assertEquals(Optional.of(code), Code.find(code.id().toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void everyCodeHasAPage(Code code) {
    ExplainPage page = ExplainPage.of(code);
    assertFalse(page.text().isBlank());
    assertTrue(page.text().lines().allMatch(line -> line.length() <= 100), "a line is too long");
    assertEquals(WITHOUT_EXAMPLE.contains(code), page.wrong().isEmpty());
    assertEquals(page.wrong().isEmpty(), page.right().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theWrongExampleHasThisMistakeAlone(Code code) {
    ExplainPage.Example wrong = ExplainPage.of(code).wrong().orElseThrow();
    List<Diagnostic> diagnostics = diagnose(code, wrong);
    assertEquals(
        List.of(code),
        diagnostics.stream().map(Diagnostic::code).toList(),
        () -> FrontEnd.render(diagnostics));
    Golden.check(GOLDENS.resolve(code.id() + ".expected"), FrontEnd.render(diagnostics));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theRightExampleHasNone(Code code) {
    List<Diagnostic> diagnostics = diagnose(code, ExplainPage.of(code).right().orElseThrow());
    assertEquals(List.of(), diagnostics, () -> FrontEnd.render(diagnostics));
  }

  private static List<Diagnostic> diagnose(Code code, ExplainPage.Example example) {
    return example.language().equals("yaml")
        ? FrontEnd.diagnoseWorld(code.id() + ".yaml", example.text())
        : FrontEnd.diagnose(code.id() + ".runbook", example.text());
  }
}
