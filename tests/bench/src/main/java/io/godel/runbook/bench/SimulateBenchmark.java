package io.godel.runbook.bench;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.types.TypedRunbook;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One whole failover in the world where the primary is lost: its world is made anew each time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 3)
public class SimulateBenchmark {

  private Plan plan;
  private WorldFile world;

  @Setup
  public void read() {
    Path file = Samples.failover();
    TypedRunbook runbook = new Project().check(file).tree().get(0);
    plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    world = Project.world(file, "primary-lost").tree().orElseThrow();
  }

  @Benchmark
  public Simulation.Result failover() {
    Simulation.Result result =
        Simulation.run(
            plan, world.make(0), Simulation.Script.PLAIN, new MemoryJournal(), (at, notice) -> {});
    if (result.ending().kind() != Ending.Kind.RECOVERED) {
      throw new AssertionError("the failover ended otherwise: " + result.ending());
    }
    return result;
  }
}
