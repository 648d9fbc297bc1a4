package io.godel.runbook.simulation;

import io.godel.runbook.backend.simulated.VirtualClock;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.State;
import io.godel.runbook.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Runs a plan in a world, from its first look to its end, in virtual time. */
public final class Simulation {
  /**
   * @param scenario the one that the operator chose
   * @param faults besides those of the world
   * @param deny the steps that people refuse
   * @param silent the steps that people give no answer to
   */
  public record Script(
      Optional<String> scenario, List<Fault> faults, Set<String> deny, Set<String> silent) {
    public static final Script PLAIN = new Script(Optional.empty(), List.of(), Set.of(), Set.of());

    public Script {
      faults = List.copyOf(faults);
      deny = Set.copyOf(deny);
      silent = Set.copyOf(silent);
    }
  }

  /**
   * @param state the run at its end
   * @param world the platform at its end
   * @param changes what is another than when the run began
   */
  public record Result(
      State state, World world, List<Told> notices, List<WorldFacts.Change> changes) {
    public Result {
      notices = List.copyOf(notices);
      changes = List.copyOf(changes);
    }

    public Ending ending() {
      return state.ending().orElseThrow();
    }
  }

  /** A notice and when it was told. */
  public record Told(Instant at, Notice notice) {}

  private Simulation() {}

  /**
   * @param listener is told everything when it happens
   */
  public static Result run(
      Plan plan,
      World world,
      Script script,
      Journal journal,
      BiConsumer<Instant, Notice> listener) {
    List<Fault> faults = new ArrayList<>(world.faults());
    faults.addAll(script.faults());
    FaultScript disturbances = new FaultScript(world, faults);
    List<Told> told = new ArrayList<>();
    BiConsumer<Instant, Notice> both =
        (at, notice) -> {
          told.add(new Told(at, notice));
          listener.accept(at, notice);
          if (notice instanceof Notice.StepStarted started) {
            disturbances.stepStarted(started.step());
          }
        };
    Driver driver =
        new Driver(
            plan,
            new SimulatedBackend(world, disturbances),
            new ScriptedPeople(world.time(), world.people(), script.deny(), script.silent()),
            new VirtualClock(world.time()),
            journal,
            both);
    disturbances.begin();
    Input.Started started =
        new Input.Started(world.time().now(), "simulation", "operator", script.scenario());
    try {
      WorldFacts before = WorldFacts.of(world);
      State end = driver.run(started);
      return new Result(end, world, told, before.until(WorldFacts.of(world)));
    } catch (InterruptedException impossible) {
      throw new AssertionError("virtual time does not wait", impossible);
    }
  }
}
