package io.godel.runbook.bench;

import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanJson;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From text to a plan in JSON, by the number of steps, in no more than 256 MiB of heap. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class PlanBenchmark {
  @Param({"1000", "2000", "5000", "10000"})
  public int steps;

  private Project project;
  private Path file;

  @Setup
  public void write() throws IOException {
    project = new Project();
    file = Files.createTempDirectory("runbook-bench").resolve("long.runbook");
    Files.writeString(file, Samples.longRunbook(steps));
  }

  @Benchmark
  public int plan() {
    TypedRunbook runbook = project.check(file).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    return PlanJson.write(plan).toString().length();
  }
}
