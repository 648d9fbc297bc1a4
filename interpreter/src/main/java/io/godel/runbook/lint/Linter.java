package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.Understood;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks texts and lets all rules look at them. */
public final class Linter {
  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparing(Finding::diagnostic, Diagnostic.BY_PLACE);

  private final Project project;
  private final List<Rule> rules;
  private final Settings settings;
  private final LocalDate today;

  public Linter(Project project, List<Rule> rules, Settings settings, LocalDate today) {
    this.project = project;
    this.rules = List.copyOf(rules);
    this.settings = settings;
    this.today = today;
  }

  /** Several files at once; what is found comes in the order of the files. */
  public List<Linted> lint(List<Path> files) {
    return files.parallelStream().map(this::lint).toList();
  }

  /** What is wrong with a file comes first; rules look at what could be read without a guess. */
  public Linted lint(Path file) {
    Parsed<Optional<Project.Reading>> read = project.read(file);
    List<Finding> findings = new ArrayList<>();
    read.diagnostics().forEach(it -> findings.add(new Finding(it, Optional.empty())));
    read.tree()
        .filter(reading -> !reading.guessed())
        .ifPresent(reading -> findings.addAll(ruled(reading)));
    findings.sort(BY_PLACE);
    return new Linted(file, read.tree().map(reading -> reading.tree().source()), findings);
  }

  private List<Finding> ruled(Project.Reading reading) {
    Findings findings = new Findings();
    for (Understood runbook : reading.runbooks()) {
      Subject subject = Subject.of(reading.tree(), runbook, settings, today);
      rules.forEach(rule -> rule.check(subject, findings));
    }
    return findings.all();
  }
}
