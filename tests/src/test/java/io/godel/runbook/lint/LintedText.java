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

/** Lints small texts and says on which lines a rule finds something. */
final class LintedText {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
  private static final Project PROJECT = new Project();

  private LintedText() {}

  /** The lines at fault, each as it stands there without its indentation. */
  static List<String> found(String rule, String text, Settings settings) {
    List<String> lines = text.lines().toList();
    return lint(rule, text, settings).findings().stream()
        .map(it -> lines.get(it.diagnostic().span().line() - 1).strip())
        .toList();
  }

  static List<String> found(String rule, String text) {
    return found(rule, text, Settings.STANDARD);
  }

  /** What one rule finds in a text in which nothing is wrong. */
  static Linted lint(String rule, String text, Settings settings) {
    Linter linter = new Linter(PROJECT, AllRules.find(rule).stream().toList(), settings, TODAY);
    try {
      Path folder = Files.createTempDirectory("linted");
      Path file = Files.writeString(folder.resolve("example.runbook"), text);
      Linted linted = linter.lint(file);
      Files.delete(file);
      Files.delete(folder);
      List<Finding> errors =
          linted.findings().stream()
              .filter(it -> !(it.diagnostic().code() instanceof Rule))
              .toList();
      assertEquals(List.of(), errors, "the checker finds something");
      return linted;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
