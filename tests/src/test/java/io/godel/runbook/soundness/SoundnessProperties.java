package io.godel.runbook.soundness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.backend.simulated.VirtualClock;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.journal.RecordJson;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanJson;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.report.Dot;
import io.godel.runbook.report.Mermaid;
import io.godel.runbook.report.PlanText;
import io.godel.runbook.report.RunReport;
import io.godel.runbook.report.Style;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.TypedRunbook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever a checked program meets when it runs, a wrong type is not among it: it ends, in one of
 * the ways in which a run can end, and the same world gives the same journal.
 */
class SoundnessProperties {
  private static final Instant START = Instant.parse("2026-11-23T03:00:00Z");
  private static final Library LIBRARY = StandardLibrary.load();

  /** So many of the generated programs have to check, for the property to say something. */
  private static final double ACCEPTED_MIN = 0.6;

  private record Ran(Ending ending, List<String> journal) {}

  private static Parsed<List<TypedRunbook>> check(String text) {
    Parsed<FileTree> parsed = Parser.parse(new SourceFile("generated.runbook", text));
    assertEquals(List.of(), parsed.diagnostics(), text);
    return new Checker(LIBRARY, new ParsedSql(), Checker.Siblings.NONE).check(parsed.tree());
  }

  private static Ran run(Plan plan, long seed) {
    Random random = new Random(seed);
    VirtualTime time = new VirtualTime(START);
    MemoryJournal journal = new MemoryJournal();
    List<String> told = new ArrayList<>();
    Driver driver =
        new Driver(
            plan,
            new RandomWorld(LIBRARY, time, random),
            new RandomPeople(time, random),
            new VirtualClock(time),
            journal,
            new RunReport(Style.PLAIN, told::add)::tell);
    try {
      Ending ending =
          driver
              .run(new Input.Started(START, "run", "operator", Optional.of("first")))
              .ending()
              .orElseThrow();
      return new Ran(
          ending,
          journal.records().stream().map(record -> RecordJson.write(record).toString()).toList());
    } catch (InterruptedException impossible) {
      throw new AssertionError("virtual time does not wait", impossible);
    } finally {
      journal.records().forEach(SoundnessProperties::readsBack);
    }
  }

  /** What was written of an input is the input. */
  private static void readsBack(Journal.Record record) {
    JsonNode written = RecordJson.write(record).get("received");
    if (written != null) {
      long sequence = ((Journal.Received) record).sequence();
      Input read = RecordJson.read(written);
      assertEquals(written, RecordJson.write(new Journal.Received(sequence, read)).get("received"));
    }
  }

  @Property(tries = 400)
  void aCheckedProgramNeverMeetsAWrongType(@ForAll long seed) {
    String text = Programs.write(seed);
    Parsed<List<TypedRunbook>> checked = check(text);
    if (checked.tree().isEmpty()) {
      return;
    }
    TypedRunbook runbook = checked.tree().get(0);
    try {
      Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
      PlanJson.write(plan);
      PlanText.of(plan, Style.PLAIN);
      Mermaid.of(plan);
      Dot.of(plan);
      Ran ran = run(plan, seed);
      assertEquals(ran, run(plan, seed), "the same seed gives another run");
    } catch (RuntimeException | AssertionError broken) {
      throw new AssertionError("broken by\n" + text, broken);
    }
  }

  /** The property above is not about nothing. */
  @Example
  void mostGeneratedProgramsCheckAndEndInManyWays() {
    int accepted = 0;
    int all = 200;
    Set<Ending.Kind> endings = EnumSet.noneOf(Ending.Kind.class);
    List<String> refused = new ArrayList<>();
    for (long seed = 0; seed < all; seed++) {
      Parsed<List<TypedRunbook>> checked = check(Programs.write(seed));
      if (!checked.tree().isEmpty()) {
        accepted++;
        TypedRunbook runbook = checked.tree().get(0);
        Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
        endings.add(run(plan, seed).ending().kind());
      }
      checked.diagnostics().stream()
          .limit(1)
          .forEach(it -> refused.add(it.span().line() + ": " + it.message()));
    }
    Set<Ending.Kind> common =
        EnumSet.of(Ending.Kind.RECOVERED, Ending.Kind.WORLD_AS_BEFORE, Ending.Kind.NOT_VERIFIED);
    assertTrue(endings.containsAll(common), "they end only as " + endings);
    assertTrue(accepted >= all * ACCEPTED_MIN, accepted + " of " + all + ", as " + refused);
  }
}
