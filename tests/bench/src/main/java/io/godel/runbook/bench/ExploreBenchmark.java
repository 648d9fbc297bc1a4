package io.godel.runbook.bench;

import io.godel.runbook.explore.Exploration;
import io.godel.runbook.explore.Explorer;
import io.godel.runbook.explore.Setting;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.types.TypedRunbook;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Stories a second: whole simulated runs, watched and judged, in the order of an exploration. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 6, time = 10)
@Measurement(iterations = 3, time = 10)
public class ExploreBenchmark {
  private static final int STORIES = 2_000;

  @Param({"database-failover primary-lost", "redis-outage redis-down", "agent-storm agent-storm"})
  public String incident;

  @Param({"1", "2"})
  public int cores;

  private Setting setting;
  private ForkJoinPool pool;

  @Setup
  public void read() {
    String name = incident.split(" ")[0];
    String world = incident.split(" ")[1];
    Path file = Samples.failover().resolveSibling(name + ".runbook");
    TypedRunbook runbook = new Project().check(file).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    WorldFile read = Project.world(file, world).tree().orElseThrow();
    setting = new Setting(plan, world, read, 0, Optional.empty(), false);
    pool = new ForkJoinPool(cores);
  }

  @TearDown
  public void end() {
    pool.shutdown();
  }

  @Benchmark
  @OperationsPerInvocation(STORIES)
  public long stories() throws InterruptedException, ExecutionException {
    Explorer.Budget budget = new Explorer.Budget(2, STORIES, () -> false);
    Exploration found = pool.submit(() -> Explorer.explore(setting, budget)).get();
    if (found.storiesInAll() != STORIES) {
      throw new AssertionError("only " + found.storiesInAll() + " stories");
    }
    return found.storiesInAll();
  }
}
