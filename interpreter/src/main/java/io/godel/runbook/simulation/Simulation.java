package io.godel.runbook.simulation;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.VirtualClock;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.History;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.Recovery;
import io.godel.runbook.engine.State;
import io.godel.runbook.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Runs a plan in a world, from its first look to its end, in virtual time. */
public final class Simulation {
  /** Until somebody sees that the process of a run is gone, and resumes it. */
  public static final Duration NOTICED = Duration.ofSeconds(30);

  /** The journal of a run that has begun says what is run, and that it was started. */
  private static final int BEGUN = 2;

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

    /** Both together; the scenario is that of the other. */
    public Script and(Script other) {
      List<Fault> all = new ArrayList<>(faults);
      all.addAll(other.faults);
      Set<String> denied = new HashSet<>(deny);
      denied.addAll(other.deny);
      Set<String> unanswered = new HashSet<>(silent);
      unanswered.addAll(other.silent);
      return new Script(other.scenario, all, denied, unanswered);
    }
  }

  /**
   * @param state the run at its end
   * @param world the platform at its end
   * @param calls all calls, in order
   * @param records how long the journal is
   * @param before the platform when the run began
   * @param happened what was done to the world from outside
   */
  public record Result(
      State state,
      World world,
      List<Told> notices,
      List<Called> calls,
      int records,
      WorldFacts before,
      List<Happened> happened) {
    public Result {
      notices = List.copyOf(notices);
      calls = List.copyOf(calls);
      happened = List.copyOf(happened);
    }

    /** What is another than when the run began. */
    public List<WorldFacts.Change> changes() {
      return before.until(WorldFacts.of(world));
    }

    public Ending ending() {
      return state.ending().orElseThrow();
    }

    /** From its start to its end, in virtual time. */
    public Duration took() {
      for (Told each : notices) {
        if (each.notice() instanceof Notice.RunEnded ended) {
          return ended.took();
        }
      }
      return Duration.ZERO;
    }

    /** What was told of one kind, in order. */
    public <N extends Notice> Stream<N> told(Class<N> kind) {
      return notices.stream().map(Told::notice).filter(kind::isInstance).map(kind::cast);
    }
  }

  /** A notice and when it was told. */
  public record Told(Instant at, Notice notice) {}

  /** A change of the world from outside, and when it came. */
  public record Happened(Instant at, Fault.Change change) {}

  /**
   * A call as it reached the world.
   *
   * @param number the how manieth of its action, from 1
   * @param record how many records the journal had
   * @param at when
   * @param reply what became of it
   */
  public record Called(Call call, int number, int record, Instant at, Reply reply) {}

  /** Looks on while a run goes its way. */
  @FunctionalInterface
  public interface Onlooker {
    /**
     * @param state the run after that
     */
    void told(Instant at, Notice notice, State state, World world);

    /** A call is about to reach the world. */
    default void calls(Call call, World world) {}
  }

  private final Plan plan;
  private final World world;
  private final Onlooker onlooker;
  private final FaultScript disturbances;
  private final SimulatedBackend backend;
  private final MortalJournal journal;
  private final List<Told> told = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();
  private Script script;
  private WorldFacts before;
  private Driver driver;
  private boolean gone;

  private Simulation(Plan plan, World world, Script script, Journal journal, Onlooker onlooker) {
    this.plan = plan;
    this.world = world;
    this.script = script;
    this.onlooker = onlooker;
    List<Fault> faults = new ArrayList<>(world.faults());
    faults.addAll(script.faults());
    this.disturbances = new FaultScript(world, faults);
    this.journal = new MortalJournal(journal, faults);
    this.backend = new SimulatedBackend(world, disturbances, this.journal::size, onlooker);
  }

  /**
   * @param listener is told everything when it happens
   */
  public static Result run(
      Plan plan,
      World world,
      Script script,
      Journal journal,
      BiConsumer<Instant, Notice> listener) {
    return watched(
        plan, world, script, journal, (at, notice, state, platform) -> listener.accept(at, notice));
  }

  /**
   * @param onlooker sees the run and the world at everything that happens
   */
  public static Result watched(
      Plan plan, World world, Script script, Journal journal, Onlooker onlooker) {
    Simulation simulation = of(plan, world, script, journal, onlooker);
    while (!simulation.hasEnded()) {
      simulation.advance();
    }
    return simulation.result();
  }

  /**
   * A run that has not begun, and goes on as often as {@link #advance} is called.
   *
   * @param onlooker sees the run and the world at everything that happens
   */
  public static Simulation of(
      Plan plan, World world, Script script, Journal journal, Onlooker onlooker) {
    return new Simulation(plan, world, script, journal, onlooker);
  }

  public boolean hasEnded() {
    return driver != null && !gone && driver.state().ending().isPresent();
  }

  /** Lets the run hear of one thing more; or another process goes on with it. */
  public void advance() {
    lengths.add(journal.size());
    try {
      if (driver == null) {
        begin();
      } else if (gone) {
        goOn();
      } else {
        driver.advance();
      }
    } catch (MortalJournal.ProcessGone dead) {
      gone = true;
    } catch (InterruptedException impossible) {
      throw new AssertionError("virtual time does not wait", impossible);
    }
  }

  /** All calls so far, in order; it grows with the run. */
  public List<Called> calls() {
    return Collections.unmodifiableList(backend.calls());
  }

  /** How long the journal was whenever the run was about to go on. */
  public List<Integer> lengths() {
    return List.copyOf(lengths);
  }

  /**
   * What goes otherwise besides. It has to be something that can still happen.
   *
   * @param more calls that are disturbed, deaths of the process, what people say
   */
  public void add(Script more) {
    script = more.and(script);
    disturbances.add(more.faults());
    journal.add(more.faults());
  }

  /** A run that has ended. */
  public Result result() {
    return new Result(
        driver.state(),
        world,
        told,
        backend.calls(),
        journal.size(),
        before,
        disturbances.happened());
  }

  private void begin() {
    disturbances.whenAborted(
        () -> driver.submit(new Input.Aborted(world.time().now(), "operator", "it was told to")));
    disturbances.begin();
    before = WorldFacts.of(world);
    start();
  }

  private void start() {
    driver = driver();
    driver.begin(
        new Input.Started(world.time().now(), "simulation", "operator", script.scenario()));
  }

  /** Whoever kills a process does not kill the run: another process goes on with it. */
  private void goOn() {
    world.time().advance(world.time().now().plus(NOTICED), () -> false);
    gone = false;
    if (journal.size() < BEGUN) {
      journal.forget();
      start();
    } else {
      driver = driver();
      driver.goOn(Recovery.of(plan, History.of(journal.records())), "operator");
    }
  }

  private Driver driver() {
    return new Driver(
        plan,
        backend,
        new ScriptedPeople(world.time(), world.people(), () -> script),
        new VirtualClock(world.time()),
        journal,
        this::tell);
  }

  private void tell(Instant at, Notice notice) {
    told.add(new Told(at, notice));
    onlooker.told(at, notice, driver.state(), world);
    if (notice instanceof Notice.StepStarted started) {
      disturbances.stepStarted(started.step());
    }
  }
}
