package io.godel.runbook.soundness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.simulated.VirtualClock;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.engine.State;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.journal.RecordJson;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanJson;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.report.Dot;
import io.godel.runbook.report.Mermaid;
import io.godel.runbook.report.PlanText;
import io.godel.runbook.report.Style;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.TypedRunbook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A generated runbook on its way: checked, planned, shown, run. */
final class Trial {
  private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");

  /** No generated run takes that long. */
  private static final Duration LONGEST = Duration.ofDays(400);

  final String text;
  private final List<Diagnostic> diagnostics;
  private final Optional<TypedRunbook> runbook;

  private Trial(String text, List<Diagnostic> diagnostics, Optional<TypedRunbook> runbook) {
    this.text = text;
    this.diagnostics = diagnostics;
    this.runbook = runbook;
  }

  static Trial of(String text) {
    Parsed<FileTree> parsed = Parser.parse(new SourceFile("generated.runbook", text));
    if (parsed.hasErrors()) {
      return new Trial(text, parsed.diagnostics(), Optional.empty());
    }
    Parsed<List<TypedRunbook>> checked =
        new Checker(LibraryCalls.LIBRARY, new ParsedSql(), Checker.Siblings.NONE)
            .check(parsed.tree());
    return new Trial(
        text,
        checked.diagnostics(),
        checked.hasErrors() ? Optional.empty() : Optional.of(checked.tree().get(0)));
  }

  boolean accepted() {
    return runbook.isPresent();
  }

  /** What the checker says first, with the line that it speaks of. */
  String refusal() {
    Diagnostic first = diagnostics.get(0);
    String line = text.lines().skip(first.span().line() - 1L).findFirst().orElse("");
    return first.code() + " " + first.message() + ": " + line;
  }

  /** Empty where a default has no value, which the operator is told. */
  Optional<Plan> plan() {
    Arguments arguments = Arguments.read(runbook.orElseThrow(), Map.of());
    if (!arguments.problems().isEmpty()) {
      return Optional.empty();
    }
    Plan plan = Planner.plan(runbook.orElseThrow(), arguments);
    assertFalse(PlanText.of(plan, Style.PLAIN).isEmpty());
    assertFalse(Mermaid.of(plan).isEmpty());
    assertFalse(Dot.of(plan).isEmpty());
    assertFalse(PlanJson.write(plan).isEmpty());
    return Optional.of(plan);
  }

  /** The journal of a run in a world that answers by chance. */
  static String run(Plan plan, long seed) {
    VirtualTime time = new VirtualTime(START);
    Draw draw = new Draw(seed);
    MemoryJournal journal = new MemoryJournal();
    Driver driver =
        new Driver(
            plan,
            new RandomWorld(draw, time),
            new RandomPeople(draw, time),
            new VirtualClock(time),
            journal,
            (at, notice) -> assertFalse(notice.toString().isEmpty()));
    if (draw.oneIn(6)) {
      time.after(
          Duration.ofSeconds(draw.below(600)),
          () -> driver.submit(new Input.Aborted(time.now(), "operator", "enough")));
    }
    time.after(
        LONGEST,
        () -> {
          throw new AssertionError("the run waits for " + driver.state().waitsFor());
        });
    Input.Started started = new Input.Started(START, "run-1", "operator", chosen(plan));
    try {
      State end = driver.run(started);
      end.ending().ifPresent(Trial::sound);
    } catch (InterruptedException impossible) {
      throw new AssertionError("virtual time does not wait", impossible);
    }
    return written(journal);
  }

  /** The journal of a run in a simulated platform. */
  static String simulate(Plan plan, World world) {
    MemoryJournal journal = new MemoryJournal();
    Simulation.Script script =
        new Simulation.Script(chosen(plan), List.of(), java.util.Set.of(), java.util.Set.of());
    sound(Simulation.run(plan, world, script, journal, (at, notice) -> {}).ending());
    return written(journal);
  }

  private static Optional<String> chosen(Plan plan) {
    return Optional.of(plan.scenarios().get(0).name());
  }

  private static void sound(Ending ending) {
    String reason = ending.reason().toLowerCase(Locale.ROOT);
    assertEquals(ending.kind() == Ending.Kind.RECOVERED, reason.isBlank());
    assertTrue(
        List.of("exception", "assertion", "internal", "java.").stream().noneMatch(reason::contains),
        reason);
  }

  private static String written(MemoryJournal journal) {
    journal.records().forEach(Trial::readAgain);
    return journal.records().stream()
        .map(it -> RecordJson.write(it).toString())
        .collect(Collectors.joining("\n"));
  }

  private static void readAgain(Journal.Record record) {
    if (record instanceof Journal.Received received) {
      Input again = RecordJson.read(RecordJson.write(record).get("received"));
      assertEquals(received.input(), again);
    }
  }
}
