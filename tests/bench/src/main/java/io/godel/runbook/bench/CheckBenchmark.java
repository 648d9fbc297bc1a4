package io.godel.runbook.bench;

import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** Checking a thousand copies of the failover runbook in one process, in files per second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class CheckBenchmark {
  private static final int FILES = 1_000;

  private Project project;
  private List<Path> files;

  @Setup
  public void copy() throws IOException {
    project = new Project();
    try (Stream<Path> copies = Files.list(Samples.copies(Samples.failover(), FILES))) {
      files = copies.filter(path -> path.toString().contains("copy-")).sorted().toList();
    }
  }

  @Benchmark
  @OperationsPerInvocation(FILES)
  public long allCores() {
    return clean(project.check(files));
  }

  @Benchmark
  @OperationsPerInvocation(FILES)
  public long oneCore() {
    return clean(files.stream().map(project::check).toList());
  }

  private static long clean(List<Parsed<List<TypedRunbook>>> checked) {
    if (checked.stream().anyMatch(Parsed::hasErrors)) {
      throw new AssertionError("the failover runbook has errors");
    }
    return checked.size();
  }
}
