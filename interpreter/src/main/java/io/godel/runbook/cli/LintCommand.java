package io.godel.runbook.cli;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.lint.Baseline;
import io.godel.runbook.lint.Configurations;
import io.godel.runbook.lint.Finding;
import io.godel.runbook.lint.Fixer;
import io.godel.runbook.lint.InventorySource;
import io.godel.runbook.lint.Linted;
import io.godel.runbook.lint.Linter;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.output.GithubOutput;
import io.godel.runbook.lint.output.JsonOutput;
import io.godel.runbook.lint.output.JunitOutput;
import io.godel.runbook.lint.output.MarkdownOutput;
import io.godel.runbook.lint.output.SarifOutput;
import io.godel.runbook.lint.policy.Policies;
import io.godel.runbook.lint.rules.AllRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;

/** {@code runbook lint}: finds what makes a procedure fail in an incident. */
@Command(name = "lint", description = "Find what would make a procedure fail in an incident.")
final class LintCommand implements Callable<Integer> {
  /** A fix can make room for another one; more rounds than this no text needs. */
  private static final int ROUNDS_MAX = 10;

  @ParentCommand RunbookCommand parent;
  @Mixin RunbookFiles files;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}; default is text.")
  Format format = Format.text;

  @Option(names = "--json", description = "As --format json.")
  boolean json;

  @Mixin Inventories inventories;

  @Option(names = "--fix", description = "Mend what can be mended safely.")
  boolean fix;

  @Option(
      names = "--max-warnings",
      paramLabel = "N",
      description = "More warnings than this count as an error.")
  Optional<Integer> maxWarnings = Optional.empty();

  @Option(
      names = "--changed-since",
      paramLabel = "REV",
      description = "Only files that git knows to be changed since that revision.")
  Optional<String> changedSince = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Take this configuration, and look for no other.")
  Optional<Path> config = Optional.empty();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Do not tell again what stands in that file.")
  Optional<Path> baseline = Optional.empty();

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Write everything that is found into that file.")
  Optional<Path> writeBaseline = Optional.empty();

  /** How the answer is written. */
  enum Format {
    text,
    json,
    sarif,
    github,
    junit,
    markdown
  }

  @Override
  public Integer call() {
    List<Path> paths = changedOnly(files.paths());
    Optional<Baseline> before = baseline.map(this::readBaseline);
    Policies policies = new Policies(AllRules.list());
    Configurations configurations =
        new Configurations(AllRules.list().stream().map(Rule::id).toList(), config);
    InventorySource manifests = inventories.source(files.spec.commandLine(), parent, paths);
    Linter linter =
        new Linter(
            parent.project, policies, configurations, manifests, LocalDate.now(ZoneOffset.UTC));
    if (fix) {
      paths.forEach(path -> fix(path, linter));
    }
    List<Linted> found = linter.lint(paths);
    List<Diagnostic> wrong = new ArrayList<>(configurations.diagnostics());
    wrong.addAll(policies.diagnostics());
    wrong.addAll(inventories.diagnostics());
    inventories.problems().stream().findFirst().ifPresent(this::fail);
    if (!wrong.isEmpty()) {
      Inputs.tell(parent, wrong);
      return ExitCode.TEXT_HAS_ERRORS;
    }
    if (writeBaseline.isPresent()) {
      return write(writeBaseline.get(), found);
    }
    List<Linted> told =
        before.map(known -> found.stream().map(known::without).toList()).orElse(found);
    parent.console.out().print(answer(told));
    return exitCode(told);
  }

  private List<Path> changedOnly(List<Path> paths) {
    if (changedSince.isEmpty()) {
      return paths;
    }
    try {
      Set<Path> changed = ChangedFiles.since(changedSince.get(), paths);
      return paths.stream()
          .filter(path -> changed.contains(path.toAbsolutePath().normalize()))
          .toList();
    } catch (IOException unknown) {
      throw wrong("--changed-since: " + unknown.getMessage());
    }
  }

  private Baseline readBaseline(Path file) {
    try {
      return Baseline.read(Files.readString(file))
          .orElseThrow(() -> wrong(file + " is no baseline; --write-baseline makes one"));
    } catch (IOException unreadable) {
      throw wrong(file + " cannot be read; --write-baseline makes a baseline");
    }
  }

  private int write(Path file, List<Linted> found) {
    try {
      Files.writeString(file, Json.pretty(Baseline.of(found)) + "\n", StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw wrong(file + " cannot be written: " + failure.getMessage());
    }
    long all = found.stream().mapToLong(it -> it.findings().size()).sum();
    parent.console.out().println(file + ": " + all + (all == 1 ? " finding" : " findings"));
    return ExitCode.OK;
  }

  private void fail(String problem) {
    throw wrong(problem);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(files.spec.commandLine(), message);
  }

  private String answer(List<Linted> found) {
    return switch (json ? Format.json : format) {
      case text -> text(found);
      case json -> JsonOutput.of(found);
      case sarif -> SarifOutput.of(found, RunbookCommand.VERSION);
      case github -> GithubOutput.of(found);
      case junit -> JunitOutput.of(found);
      case markdown -> MarkdownOutput.of(found);
    };
  }

  private String text(List<Linted> found) {
    List<Diagnostic> all =
        found.stream().flatMap(it -> it.findings().stream()).map(Finding::diagnostic).toList();
    if (all.isEmpty()) {
      return (found.size() == 1 ? found.get(0).file() : found.size() + " files") + ": ok\n";
    }
    return new TextRenderer(Console.marks(parent.console.style(parent.colours))).render(all);
  }

  private int exitCode(List<Linted> found) {
    long errors = found.stream().mapToLong(it -> it.count(Severity.ERROR)).sum();
    long warnings = found.stream().mapToLong(it -> it.count(Severity.WARNING)).sum();
    boolean tooMany = maxWarnings.filter(most -> warnings > most).isPresent();
    if (tooMany) {
      parent
          .console
          .err()
          .println(
              "error: "
                  + warnings
                  + " warnings, and at most "
                  + maxWarnings.get()
                  + " are allowed");
    }
    return errors > 0 || tooMany ? ExitCode.TEXT_HAS_ERRORS : ExitCode.OK;
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
