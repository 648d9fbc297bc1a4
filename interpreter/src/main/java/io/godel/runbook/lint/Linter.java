package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
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
  private final RuleSource source;
  private final Configurations configurations;
  private final InventorySource inventories;
  private final LocalDate today;

  public Linter(
      Project project,
      RuleSource source,
      Configurations configurations,
      InventorySource inventories,
      LocalDate today) {
    this.project = project;
    this.source = source;
    this.configurations = configurations;
    this.inventories = inventories;
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
        .ifPresent(reading -> findings.addAll(ruled(file, reading)));
    findings.sort(BY_PLACE);
    return new Linted(file, read.tree().map(reading -> reading.tree().source()), findings);
  }

  private List<Finding> ruled(Path file, Project.Reading reading) {
    Configuration configuration = configurations.of(file);
    List<Rule> rules = source.rules(configuration);
    Optional<Inventory> inventory = inventories.of(configuration);
    Findings found = new Findings();
    for (Understood runbook : reading.runbooks()) {
      Subject subject =
          Subject.of(reading.tree(), runbook, configuration.settings(), inventory, today);
      rules.forEach(rule -> rule.check(subject, found));
    }
    List<String> known = rules.stream().map(Rule::id).toList();
    List<Finding> left = Suppressions.applied(reading.tree(), found.all(), known, today);
    return left.stream().flatMap(it -> weighed(it, configuration, file).stream()).toList();
  }

  /** With the weight that the house gives it. */
  private static Optional<Finding> weighed(
      Finding finding, Configuration configuration, Path file) {
    Diagnostic diagnostic = finding.diagnostic();
    Optional<Severity> severity = configuration.severity((Rule) diagnostic.code(), file);
    return severity.map(it -> new Finding(diagnostic.as(it), finding.fix()));
  }
}
