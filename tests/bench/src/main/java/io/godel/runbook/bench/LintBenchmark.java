package io.godel.runbook.bench;

import io.godel.runbook.lint.Configurations;
import io.godel.runbook.lint.InventorySource;
import io.godel.runbook.lint.Linted;
import io.godel.runbook.lint.Linter;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.rules.AllRules;
import io.godel.runbook.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Linting a thousand copies of the failover runbook in one process, in files per second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class LintBenchmark {
  private static final int FILES = 1_000;
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  private Linter linter;
  private List<Path> files;

  @Setup
  public void copy() throws IOException {
    List<Rule> rules = AllRules.list();
    Configurations configurations =
        new Configurations(rules.stream().map(Rule::id).toList(), Optional.empty());
    linter =
        new Linter(
            new Project(), configuration -> rules, configurations, InventorySource.NONE, DAY);
    try (Stream<Path> copies = Files.list(Samples.copies(Samples.failover(), FILES))) {
      files = copies.filter(path -> path.toString().contains("copy-")).sorted().toList();
    }
  }

  @Benchmark
  @OperationsPerInvocation(FILES)
  public long allCores() {
    return clean(linter.lint(files));
  }

  private static long clean(List<Linted> linted) {
    if (linted.stream().anyMatch(it -> !it.findings().isEmpty())) {
      throw new AssertionError("the failover runbook is not clean");
    }
    return linted.size();
  }
}
