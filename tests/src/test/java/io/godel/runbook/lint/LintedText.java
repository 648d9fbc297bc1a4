package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.lint.rules.AllRules;
import io.godel.runbook.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Lints small texts and says on which lines a rule finds something. */
final class LintedText {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
  private static final Project PROJECT = new Project();
  private static final String HOUSE = "house.yaml";

  private LintedText() {}

  /** The lines at fault, each as it stands there without its indentation. */
  static List<String> found(String rule, String text, String configuration) {
    List<String> lines = text.lines().toList();
    return lint(rule, text, configuration).findings().stream()
        .map(it -> lines.get(it.diagnostic().span().line() - 1).strip())
        .toList();
  }

  static List<String> found(String rule, String text) {
    return found(rule, text, "");
  }

  /**
   * What one rule finds in a text in which nothing is wrong.
   *
   * @param configuration of the house, in YAML
   */
  static Linted lint(String rule, String text, String configuration) {
    Linted linted = read(rule, text, configuration);
    List<Finding> errors =
        linted.findings().stream().filter(it -> !(it.diagnostic().code() instanceof Rule)).toList();
    assertEquals(List.of(), errors, "the checker finds something");
    return linted;
  }

  /** What one rule and the checker find in a text. */
  static Linted read(String rule, String text, String configuration) {
    try {
      Path folder = Files.createTempDirectory("linted");
      Path house = Files.writeString(folder.resolve(HOUSE), configuration + "\nroot: true\n");
      Path file = Files.writeString(folder.resolve("example.runbook"), text);
      Linter linter =
          new Linter(
              PROJECT,
              any -> AllRules.find(rule).stream().toList(),
              new Configurations(List.of(rule), Optional.of(house)),
              InventorySource.NONE,
              TODAY);
      Linted linted = linter.lint(file);
      for (Path each : List.of(house, file, folder)) {
        Files.delete(each);
      }
      return linted;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
