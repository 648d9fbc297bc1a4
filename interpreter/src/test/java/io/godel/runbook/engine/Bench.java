package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.simulated.VirtualClock;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.TypedRunbook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A runbook on the test bench: its text, a world of keys, people and a journal. */
final class Bench {
  static final Instant START = Instant.parse("2026-03-01T03:00:00Z");

  /** No run of a test takes that long; one that does would go on for ever. */
  private static final Duration LONGEST = Duration.ofDays(400);

  private static final Library LIBRARY = StandardLibrary.load();

  final Plan plan;
  final VirtualTime time = new VirtualTime(START);
  final KeyWorld world = new KeyWorld(time);
  final Staff staff = new Staff(time);
  final MemoryJournal journal = new MemoryJournal();
  final List<Notice> notices = new ArrayList<>();
  private final List<Consumer<Notice>> listeners = new ArrayList<>();
  private Optional<String> scenario = Optional.empty();
  Driver driver;
  State state;

  private Bench(Plan plan) {
    this.plan = plan;
    driver = driver(journal);
    time.after(
        LONGEST,
        () -> {
          throw new AssertionError(
              "the run does not end, it waits for " + driver.state().waitsFor());
        });
  }

  /** A runbook with one scenario of these statements. */
  static Bench scenario(String statements) {
    return runbook("scenario main \"Main\" when true { %s }".formatted(statements));
  }

  /** A runbook of these items, on a server {@code r}. */
  static Bench runbook(String items) {
    return new Bench(plan(items));
  }

  static Bench of(Plan plan) {
    return new Bench(plan);
  }

  static Plan plan(String items) {
    return plan(items, Checker.Siblings.NONE);
  }

  /**
   * @param siblings the runbooks that it can call
   */
  static Plan plan(String items, Checker.Siblings siblings) {
    String text = text("drill", items);
    Parsed<FileTree> parsed = Parser.parse(new SourceFile("drill.runbook", text));
    assertEquals(List.of(), parsed.diagnostics(), text);
    Parsed<List<TypedRunbook>> checked =
        new Checker(LIBRARY, new ParsedSql(), siblings).check(parsed.tree());
    assertEquals(List.of(), checked.diagnostics(), text);
    TypedRunbook runbook = checked.tree().get(0);
    return Planner.plan(runbook, Arguments.read(runbook, Map.of()));
  }

  static String text(String name, String items) {
    return """
        use k8s, redis, notify
        runbook %s "Drill" {
          owner "dba"
          let r = redis.server("redis")
          %s
          recovered { verify "the server answers" redis.ping(r) within 10s every 1s }
        }
        """
        .formatted(name, items);
  }

  /** Sets {@code name} to 1 and back to 0, both verified. */
  static String step(String name) {
    return step(name, "", "");
  }

  static String step(String name, String before, String after) {
    return """
    step %1$s "Do %1$s" {
      %2$s
      do redis.set(r, "%1$s", "1")
      verify "%1$s is set" r.setting("%1$s") == "1" within 10s every 2s
      %3$s
      undo {
        do redis.set(r, "%1$s", "0")
        verify "%1$s is back" r.setting("%1$s") == "0" within 10s every 2s
      }
    }
    """
        .formatted(name, before, after);
  }

  Driver driver(Journal other) {
    return new Driver(plan, world, staff, new VirtualClock(time), other, this::told);
  }

  private void told(Instant at, Notice notice) {
    notices.add(notice);
    List.copyOf(listeners).forEach(it -> it.accept(notice));
  }

  Bench choosing(String name) {
    scenario = Optional.of(name);
    return this;
  }

  Bench listen(Consumer<Notice> listener) {
    listeners.add(listener);
    return this;
  }

  /** Does it once, when a step has begun. */
  Bench when(Class<? extends Notice> kind, Runnable then) {
    boolean[] done = new boolean[1];
    return listen(
        notice -> {
          if (kind.isInstance(notice) && !done[0]) {
            done[0] = true;
            then.run();
          }
        });
  }

  Bench after(Duration delay, Runnable then) {
    time.after(delay, then);
    return this;
  }

  void abort() {
    driver.submit(new Input.Aborted(time.now(), "operator", ""));
  }

  void interrupt() {
    driver.submit(new Input.Interrupted(time.now(), "operator"));
  }

  Input.Started started() {
    return new Input.Started(time.now(), "run-1", "operator", scenario);
  }

  Ending run() {
    try {
      state = driver.run(started());
      return state.ending().orElseThrow();
    } catch (InterruptedException impossible) {
      throw new AssertionError("virtual time does not wait", impossible);
    }
  }

  /** A new process goes on from what the journal has. */
  Ending resume(List<Journal.Record> records, Duration later) {
    return carryOn(records, later, Optional.empty());
  }

  /** A new process ends the run of which the journal tells. */
  Ending abortDead(List<Journal.Record> records, Duration later) {
    return carryOn(records, later, Optional.of("enough"));
  }

  private Ending carryOn(List<Journal.Record> records, Duration later, Optional<String> abort) {
    time.advance(time.now().plus(later), () -> false);
    Recovery recovery = Recovery.of(plan, History.of(records));
    MemoryJournal more = new MemoryJournal();
    records.forEach(more::append);
    driver = driver(more);
    try {
      state =
          abort.isPresent()
              ? driver.abort(recovery, "operator", abort.get())
              : driver.resume(recovery, "operator");
      return state.ending().orElseThrow();
    } catch (InterruptedException impossible) {
      throw new AssertionError("virtual time does not wait", impossible);
    }
  }

  /** The names of the steps that were undone to the end, in that order. */
  List<String> undone() {
    return stepsThatBecame(Notice.StepState.UNDONE);
  }

  List<String> stepsThatBecame(Notice.StepState wanted) {
    return told(Notice.StepEnded.class).stream()
        .filter(it -> it.state() == wanted)
        .map(Notice.StepEnded::step)
        .toList();
  }

  <N extends Notice> List<N> told(Class<N> kind) {
    return notices.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
