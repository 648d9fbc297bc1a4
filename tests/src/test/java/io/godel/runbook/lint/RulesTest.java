package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.ExplainPage;
import io.godel.runbook.lint.rules.AllRules;
import io.godel.runbook.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule has a page, what the page shows is true, and a fix mends what was found. */
final class RulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  private static final Path HOUSE = Path.of("tests/src/test/resources/lint/house.yaml");

  private static final Path MANIFESTS = Path.of("tests/src/test/resources/lint/manifests");

  private static final Linter LINTER =
      new Linter(
          new Project(),
          configuration -> AllRules.list(),
          new Configurations(AllRules.list().stream().map(Rule::id).toList(), Optional.of(HOUSE)),
          new FileInventories(List.of(MANIFESTS)),
          TODAY);

  @TempDir Path folder;

  static Stream<Rule> rules() {
    return AllRules.list().stream();
  }

  @Test
  void codesAreInOrderAndGivenOnce() {
    List<String> ids = rules().map(Rule::id).toList();
    assertEquals(ids.stream().sorted().distinct().toList(), ids);
    Set<String> summaries = new HashSet<>();
    rules().forEach(rule -> assertTrue(summaries.add(rule.summary()), rule.summary()));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleIsFoundByItsCode(Rule rule) {
    Optional<Class<?>> found =
        AllRules.find(rule.id().toLowerCase(Locale.ROOT)).map(Rule::getClass);
    assertEquals(Optional.of(rule.getClass()), found);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleHasAPage(Rule rule) {
    assertFalse(rule.page().text().isBlank());
    assertTrue(rule.page().text().lines().allMatch(line -> line.length() <= 100), "a long line");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theWrongExampleIsFoundFaultWithOnceAndIsRightOtherwise(Rule rule) throws IOException {
    Linted linted = lint(rule.page().wrong().orElseThrow());
    assertEquals(List.of(), errors(linted), "the checker finds something");
    assertEquals(1, of(rule, linted).size(), () -> linted.findings().toString());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theRightExampleIsNot(Rule rule) throws IOException {
    Linted linted = lint(rule.page().right().orElseThrow());
    assertEquals(List.of(), errors(linted), "the checker finds something");
    assertEquals(List.of(), of(rule, linted));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aFixRemovesItsFindingAndAddsNone(Rule rule) throws IOException {
    Linted before = lint(rule.page().wrong().orElseThrow());
    List<Finding> mine = of(rule, before);
    if (mine.get(0).fix().isEmpty()) {
      return;
    }
    Fixer.Fixed fixed = Fixer.fix(before.source().orElseThrow(), mine);
    assertEquals(1, fixed.applied());
    Linted after = lint(new ExplainPage.Example("runbook", fixed.text()));
    assertEquals(List.of(), of(rule, after));
    assertTrue(after.findings().size() < before.findings().size(), after.findings().toString());
  }

  private Linted lint(ExplainPage.Example example) throws IOException {
    Path file = folder.resolve("example.runbook");
    Files.writeString(file, example.text());
    return LINTER.lint(file);
  }

  private static List<Finding> errors(Linted linted) {
    return linted.findings().stream()
        .filter(it -> !(it.diagnostic().code() instanceof Rule))
        .toList();
  }

  private static List<Finding> of(Rule rule, Linted linted) {
    return linted.findings().stream()
        .filter(it -> it.diagnostic().code().id().equals(rule.id()))
        .toList();
  }
}
