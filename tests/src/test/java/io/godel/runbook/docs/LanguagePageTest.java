package io.godel.runbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.drill.DrillResult;
import io.godel.runbook.drill.Drills;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.Fault;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The reference of the language says what the program does. */
final class LanguagePageTest {
  private static final Page PAGE = Page.of("language.md");
  private static final ExampleFrame FRAME = ExampleFrame.of(PAGE.examples());
  private static final Project PROJECT = new Project();

  @TempDir static Path folder;

  /** The examples call the first one, and its drills need their worlds. */
  @BeforeAll
  static void lay() throws IOException {
    Files.writeString(folder.resolve("api-too-small.runbook"), FRAME.whole());
    Path worlds = Files.createDirectory(folder.resolve(Project.WORLDS));
    try (Stream<Path> all = Files.list(Path.of("runbooks", Project.WORLDS))) {
      for (Path world : all.toList()) {
        Files.copy(world, worlds.resolve(world.getFileName()));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> examples() {
    return PAGE.examples().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    "line " + example.line() + " " + example.kind(), () -> check(example)));
  }

  private static void check(Page.Example example) throws IOException {
    String program = FRAME.program(example);
    Path file = folder.resolve("example-" + example.line() + Project.SUFFIX);
    Files.writeString(file, program);
    Parsed<List<TypedRunbook>> checked = PROJECT.check(file);
    String code = example.after("error");
    List<String> expected = code.isEmpty() ? List.of() : List.of(code);
    List<String> found =
        checked.diagnostics().stream().map(it -> it.code().id()).distinct().toList();
    assertEquals(expected, found, () -> shown(checked.diagnostics()) + program);
    boolean drilled = example.kind().isEmpty() || example.kind().contains("drill");
    if (drilled) {
      List<DrillResult> results = Drills.run(checked.tree().get(0), file, 0);
      assertFalse(results.isEmpty());
      results.forEach(result -> assertEquals(List.of(), result.failures(), result.title()));
    }
  }

  private static String shown(List<Diagnostic> diagnostics) {
    StringBuilder shown = new StringBuilder();
    diagnostics.forEach(
        it -> shown.append(it.span()).append(' ').append(it.message()).append('\n'));
    return shown.toString();
  }

  @Test
  void everyKeywordIsSpokenOf() {
    List<String> missing = keywords().filter(word -> !isWord(word)).toList();
    assertEquals(List.of(), missing);
  }

  private static Stream<String> keywords() {
    return IntStream.rangeClosed(1, RunbookLexer.VOCABULARY.getMaxTokenType())
        .mapToObj(RunbookLexer.VOCABULARY::getLiteralName)
        .filter(literal -> literal != null && literal.matches("'[a-z]+'"))
        .map(literal -> literal.substring(1, literal.length() - 1));
  }

  /** In code, not in a sentence. */
  private static boolean isWord(String word) {
    String code = "`[^`]*\\b" + word + "\\b[^`]*`";
    return Pattern.compile(code).matcher(PAGE.text()).find();
  }

  @Test
  void everyErrorThatIsQuotedExists() {
    List<String> known = Arrays.stream(Code.values()).map(Code::id).toList();
    List<String> quoted =
        Pattern.compile("E0[0-9]{3}").matcher(PAGE.text()).results().map(it -> it.group()).toList();
    assertFalse(quoted.isEmpty());
    assertTrue(known.containsAll(quoted), quoted.toString());
  }

  @Test
  void everyFaultIsInTheTable() {
    List<String> rows = PAGE.table("what", "").stream().map(row -> row.get(0)).toList();
    for (Fault.Verb verb : Fault.Verb.values()) {
      assertTrue(rows.stream().anyMatch(row -> row.contains(verb.written() + " ")), verb.written());
    }
  }

  @Test
  void everyEndingIsInTheTableWithItsExitCode() {
    List<List<String>> rows = new ArrayList<>();
    PAGE.table("outcome", "exit code").forEach(row -> rows.add(row.subList(0, 2)));
    List<List<String>> kinds =
        Arrays.stream(Ending.Kind.values())
            .map(
                kind ->
                    List.of(
                        kind.name().toLowerCase(Locale.ROOT), Integer.toString(kind.exitCode())))
            .toList();
    assertTrue(rows.containsAll(kinds) && kinds.containsAll(rows), rows + " but " + kinds);
  }
}
