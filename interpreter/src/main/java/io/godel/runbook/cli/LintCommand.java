package io.godel.runbook.cli;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.lint.Finding;
import io.godel.runbook.lint.Fixer;
import io.godel.runbook.lint.Linted;
import io.godel.runbook.lint.Linter;
import io.godel.runbook.lint.Settings;
import io.godel.runbook.lint.rules.AllRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook lint}: finds what makes a procedure fail in an incident. */
@Command(name = "lint", description = "Find what would make a procedure fail in an incident.")
final class LintCommand implements Callable<Integer> {
  /** A fix can make room for another one; more rounds than this no text needs. */
  private static final int ROUNDS_MAX = 10;

  @ParentCommand RunbookCommand parent;
  @Mixin RunbookFiles files;

  @Option(names = "--fix", description = "Mend what can be mended safely.")
  boolean fix;

  @Override
  public Integer call() {
    List<Path> paths = files.paths();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Linter linter = new Linter(parent.project, AllRules.list(), Settings.STANDARD, today);
    if (fix) {
      paths.forEach(path -> fix(path, linter));
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Linted linted : linter.lint(paths)) {
      linted.findings().stream().map(Finding::diagnostic).forEach(diagnostics::add);
    }
    tell(paths, diagnostics);
    return exitCode(diagnostics);
  }

  private void tell(List<Path> paths, List<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) {
      String what = paths.size() == 1 ? paths.get(0).toString() : paths.size() + " files";
      parent.console.out().println(what + ": ok");
      return;
    }
    TextRenderer renderer = new TextRenderer(Console.marks(parent.console.style(parent.colours)));
    parent.console.out().print(renderer.render(diagnostics));
  }

  private static int exitCode(List<Diagnostic> diagnostics) {
    return diagnostics.stream().anyMatch(it -> it.severity() == Severity.ERROR)
        ? ExitCode.TEXT_HAS_ERRORS
        : ExitCode.OK;
  }

  /** Until nothing can be mended any more. */
  private void fix(Path path, Linter linter) {
    int applied = 0;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      Linted linted = linter.lint(path);
      if (linted.source().isEmpty()) {
        break;
      }
      Fixer.Fixed fixed = Fixer.fix(linted.source().get(), linted.findings());
      if (fixed.applied() == 0 || !written(path, fixed.text())) {
        break;
      }
      applied += fixed.applied();
    }
    if (applied > 0) {
      parent.console.err().println(path + ": " + applied + (applied == 1 ? " fix" : " fixes"));
    }
  }

  private boolean written(Path path, String text) {
    try {
      InPlace.write(path, text);
      return true;
    } catch (IOException failure) {
      parent.console.err().println("error: " + path + ": " + failure.getMessage());
      return false;
    }
  }
}
