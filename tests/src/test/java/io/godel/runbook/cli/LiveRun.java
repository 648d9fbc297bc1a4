package io.godel.runbook.cli;

import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.State;
import io.godel.runbook.engine.SystemClock;
import io.godel.runbook.journal.FileJournal;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.run.LocalLock;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.RunIds;
import io.godel.runbook.run.Runs;
import io.godel.runbook.run.StateHome;
import io.godel.runbook.run.StoredRun;
import io.godel.runbook.types.TypedRunbook;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A process of its own with a live run in it: real time, a real journal, signals, and a world in
 * which each act waits for a word on the input.
 */
final class LiveRun {
  private static final InstantSource WALL = InstantSource.system();

  private final StateHome home;
  private final Path file;
  private final Project project = new Project();

  private LiveRun(Path folder) {
    this.home = new StateHome(folder.resolve("runbook"));
    this.file = folder.resolve("drill.runbook");
  }

  /**
   * @param args a folder with the runbook, and what to do: {@code run} or {@code resume}
   */
  public static void main(String[] args) throws Exception {
    LiveRun live = new LiveRun(Path.of(args[0]));
    Ending ending = args[1].equals("run") ? live.run() : live.resume();
    System.out.println(ending.kind() + ": " + ending.reason());
    System.exit(ending.kind().exitCode());
  }

  private Ending run() throws Exception {
    TypedRunbook runbook = project.check(file).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    RunFolder folder =
        RunFolder.create(
            home,
            new RunIds(WALL, new Random()),
            WALL,
            new RunFolder.Begin(
                file, runbook, plan, Map.of(), Optional.empty(), "production", Map.of(), "ann"));
    SystemClock clock = SystemClock.started();
    Input.Started started = new Input.Started(clock.now(), folder.run(), "ann", Optional.empty());
    try (FileJournal journal = folder.begin(WALL)) {
      return live(folder, plan, clock, journal, driver -> driver.run(started));
    }
  }

  private Ending resume() throws Exception {
    RunFolder folder = Runs.find(home, Runs.LATEST);
    StoredRun stored = StoredRun.load(folder, project, Map.of());
    SystemClock clock = SystemClock.resumedAfter(stored.recovery().last());
    try (FileJournal journal = folder.goOn(WALL)) {
      return live(
          folder, stored.plan(), clock, journal, driver -> driver.resume(stored.recovery(), "ann"));
    }
  }

  /** What a driver does. */
  private interface Life {
    State live(Driver driver) throws InterruptedException;
  }

  @SuppressWarnings("try") // the lock and the signals are held, not used
  private Ending live(
      RunFolder folder, Plan plan, SystemClock clock, FileJournal journal, Life life)
      throws Exception {
    LocalLock.Holder me = LocalLock.Holder.here(folder.run(), WALL.instant());
    if (!(folder.lock(me) instanceof LocalLock.Taken taken)) {
      throw new AssertionError("the run is locked");
    }
    FileKeys world =
        new FileKeys(home.folder().resolveSibling("world"), words(), System.out::println);
    Driver driver = new Driver(plan, world, new Nobody(), clock, journal, (at, notice) -> {});
    try (LocalLock lock = taken.lock();
        Interrupts interrupts = stopping(driver, clock, folder)) {
      return life.live(driver).ending().orElseThrow();
    }
  }

  private static Interrupts stopping(Driver driver, SystemClock clock, RunFolder folder) {
    return Stopping.of(driver, clock, System.out, folder.run());
  }

  /** Nobody is there to be asked. */
  private static final class Nobody implements Approver {
    @Override
    public void ask(Command.Request request, Consumer<Input> answer) {
      throw new AssertionError("asked: " + request);
    }

    @Override
    public void withdraw(String request) {}
  }

  private static BlockingQueue<String> words() {
    BlockingQueue<String> words = new LinkedBlockingQueue<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                in.lines().forEach(words::add);
              } catch (IOException end) {
                return;
              }
            },
            "words");
    reader.setDaemon(true);
    reader.start();
    return words;
  }
}
