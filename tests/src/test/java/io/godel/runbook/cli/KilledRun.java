package io.godel.runbook.cli;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Clock;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.journal.FileJournal;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.RunIds;
import io.godel.runbook.run.Runs;
import io.godel.runbook.run.StateHome;
import io.godel.runbook.run.StoredRun;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A process of its own with a live run in it, which kills itself at one of its points: before and
 * after each record of its journal, before and after each acting call.
 */
public final class KilledRun {
  private static final InstantSource WALL = InstantSource.system();

  /** Faster by so much that pauses are short, and so little that calls have time for an answer. */
  private static final int SPEED = 4;

  private static final Path FAILOVER = Path.of("runbooks/database-failover.runbook");

  private final Path folder;
  private final int killAt;
  private int points;

  private KilledRun(Path folder, int killAt) {
    this.folder = folder;
    this.killAt = killAt;
  }

  /**
   * @param args the folder of the platform, {@code run} or {@code resume}, the point to be killed
   *     at, 0 for none
   */
  public static void main(String[] args) throws Exception {
    KilledRun run = new KilledRun(Path.of(args[0]), Integer.parseInt(args[2]));
    Ending ending = args[1].equals("run") ? run.run() : run.resume();
    System.out.println("END " + ending.kind() + " " + ending.reason());
    System.exit(0);
  }

  /** Real SIGKILL: no hook runs and no buffer is written. */
  private synchronized void point(String what) {
    points++;
    System.out.println("POINT " + points + " " + what);
    if (points == killAt) {
      try {
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
      } catch (IOException broken) {
        throw new AssertionError(broken);
      }
      LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
    }
  }

  private StateHome home() {
    return new StateHome(folder.resolve("state").resolve("runbook"));
  }

  private LiveTarget target(String run) throws IOException {
    return LiveTarget.open(
        Project.target(FAILOVER, folder.resolve("lab.yaml").toString()).tree().orElseThrow(),
        Access.ACT,
        System.getenv(),
        run,
        WALL);
  }

  private Ending run() throws Exception {
    TypedRunbook runbook = new Project().check(FAILOVER).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    RunFolder kept =
        RunFolder.create(
            home(),
            new RunIds(WALL, new Random()),
            WALL,
            new RunFolder.Begin(
                FAILOVER, runbook, plan, Map.of(), Optional.empty(), "lab", Map.of(), "admin"));
    Clock clock = new HurriedClock(WALL.instant(), SPEED);
    try (LiveTarget target = target(kept.run());
        FileJournal journal = kept.begin(WALL)) {
      Input.Started started = new Input.Started(clock.now(), kept.run(), "admin", Optional.empty());
      return driver(plan, target, clock, journal).run(started).ending().orElseThrow();
    }
  }

  private Ending resume() throws Exception {
    RunFolder kept = Runs.find(home(), Runs.LATEST);
    StoredRun stored = StoredRun.load(kept, new Project(), Map.of());
    if (!stored.recovery().canGoOn()) {
      return stored.recovery().state().ending().orElseThrow();
    }
    Instant last = stored.recovery().last();
    Clock clock = new HurriedClock(last.isAfter(WALL.instant()) ? last : WALL.instant(), SPEED);
    try (LiveTarget target = target(kept.run());
        FileJournal journal = kept.goOn(WALL)) {
      return driver(stored.plan(), target, clock, journal)
          .resume(stored.recovery(), "admin")
          .ending()
          .orElseThrow();
    }
  }

  private Driver driver(Plan plan, LiveTarget target, Clock clock, Journal journal) {
    Journal killing =
        record -> {
          String name = record.getClass().getSimpleName();
          point("before the record " + name);
          journal.append(record);
          point("after the record " + name);
        };
    return new Driver(
        plan, new Killing(target.backend()), new Agreeing(clock), clock, killing, (at, it) -> {});
  }

  /** A backend with a point before and after each acting call. */
  private final class Killing implements Backend {
    private final Backend backend;

    Killing(Backend backend) {
      this.backend = backend;
    }

    @Override
    public void start(Call call, Consumer<Outcome> answer) {
      if (!call.acts()) {
        backend.start(call, answer);
        return;
      }
      point("before the call " + call.action());
      backend.start(
          call,
          outcome -> {
            point("after the call " + call.action());
            answer.accept(outcome);
          });
    }
  }

  /** Says yes to every approval at once. */
  private record Agreeing(Clock clock) implements Approver {
    @Override
    public void ask(Command.Request request, Consumer<Input> answer) {
      answer.accept(
          new Input.Decided(clock.now(), request.id(), Input.Decision.YES, "dba", "agreed"));
    }

    @Override
    public void withdraw(String request) {}
  }

  /** A clock that goes faster than real time, so that pauses between looks are short. */
  private static final class HurriedClock implements Clock {
    private final Instant origin;
    private final long began = System.nanoTime();
    private final int speed;
    private boolean woken;

    HurriedClock(Instant origin, int speed) {
      this.origin = origin;
      this.speed = speed;
    }

    @Override
    public Instant now() {
      return origin.plusNanos((System.nanoTime() - began) * speed);
    }

    @Override
    public synchronized void await(Instant until) throws InterruptedException {
      while (!woken && now().isBefore(until)) {
        long millis = Duration.between(now(), until).toMillis() / speed;
        wait(Math.max(1, Math.min(millis, 1_000)));
      }
      woken = false;
    }

    @Override
    public synchronized void wake() {
      woken = true;
      notifyAll();
    }
  }
}
