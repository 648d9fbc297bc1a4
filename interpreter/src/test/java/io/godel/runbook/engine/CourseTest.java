package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.eval.Truth;
import io.godel.runbook.source.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The course of a run: scenarios, invariants, the recovery check, the ends. */
class CourseTest {
  /** The checker refuses what can be seen never to hold. */
  private static final String NEVER = "r.setting(\"never\") == \"1\"";

  private static Bench two(String first, String second) {
    return Bench.runbook(
        """
        scenario one "One" when %s { %s }
        scenario two "Two" when %s { %s }
        """
            .formatted(first, Bench.step("a"), second, Bench.step("b")));
  }

  // Scenarios

  @Test
  void theScenarioThatFitsIsTaken() {
    Bench bench = two("r.setting(\"m\") == \"1\"", "r.setting(\"m\") == \"2\"");
    bench.world.put("m", "2");
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(List.of("set b 1"), bench.world.effects());
    assertEquals(
        List.of(Truth.FALSE, Truth.TRUE),
        bench.told(Notice.ScenarioConsidered.class).stream()
            .map(Notice.ScenarioConsidered::truth)
            .toList());
  }

  @Test
  void whenNoneFitsTheRunIsRefused() {
    Ending ending = two(NEVER, NEVER).run();
    assertEquals(new Ending(Ending.Kind.WORLD_AS_BEFORE, "no scenario fits what was seen"), ending);
  }

  @Test
  void aConditionThatCannotBeSeenDoesNotFit() {
    Bench bench = two("r.setting(\"m\") == \"1\"", NEVER);
    bench.world.put("m", "1").always("setting m", Behaviour.unreachable());
    assertEquals("no scenario fits what was seen", bench.run().reason());
  }

  @Test
  void whenSeveralFitAPersonChooses() {
    Bench bench = two("true", "true");
    bench.staff.answer(
        "choice", it -> Optional.of(new Input.Chosen(bench.time.now(), it.id(), "two", "the dba")));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals("chosen by the dba", bench.told(Notice.ScenarioChosen.class).get(0).why());
    assertEquals(List.of("set b 1"), bench.world.effects());
  }

  @Test
  void whenSeveralFitAndNobodyChoosesTheRunIsRefused() {
    Bench silent = two("true", "true");
    Bench refusing = two("true", "true");
    refusing.staff.says("choice", Input.Decision.NO);
    for (Bench bench : List.of(silent, refusing)) {
      Ending ending = bench.run();
      assertEquals(Ending.Kind.WORLD_AS_BEFORE, ending.kind());
      assertEquals(
          "several scenarios fit (one, two) and nobody chose one: use --scenario", ending.reason());
      assertEquals(List.of(), bench.world.started());
    }
  }

  @Test
  void theOperatorsChoiceIsTaken() {
    Bench bench = two("true", NEVER).choosing("two");
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(List.of("set b 1"), bench.world.effects());
  }

  @Test
  void aScenarioThatIsNotThereIsRefused() {
    assertEquals(
        "there is no scenario `three`", two("true", "true").choosing("three").run().reason());
  }

  @Test
  void aCalledRunbookRunsAsAPart() {
    String part =
        Bench.text(
            "part",
            "scenario first \"First\" when true { %s }"
                .formatted(Bench.step("p", "guard \"m\" r.setting(\"m\") == \"1\"", "")));
    Bench bench =
        Bench.of(
            Bench.plan(
                "scenario main \"Main\" when true { %s call part() }".formatted(Bench.step("a")),
                name -> Optional.of(new SourceFile("part.runbook", part))));
    bench.world.put("m", "1");
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(List.of("set a 1", "set p 1"), bench.world.effects());
  }

  // Invariants

  private static Bench invariant(String steps) {
    return Bench.runbook(
        """
        invariant "nothing is broken" { r.setting("broken") != "yes" }
        scenario main "Main" when true { %s }
        """
            .formatted(steps));
  }

  @Test
  void invariantsAreLookedAtAfterEveryActingEvent() {
    Bench bench = invariant(Bench.step("a") + Bench.step("b"));
    bench.run();
    // At the start, after each of the two effects, and at the end.
    assertEquals(4, bench.told(Notice.InvariantChecked.class).size());
  }

  @Test
  void aBrokenInvariantStopsTheRun() {
    Bench bench = invariant(Bench.step("a") + Bench.step("b"));
    bench.world.whenStarted("set a 1", () -> bench.world.put("broken", "yes"));
    bench.world.whenStarted("set a 0", () -> bench.world.put("broken", "no"));
    Ending ending = bench.run();
    assertEquals("an invariant is broken: nothing is broken", ending.reason());
    assertFalse(bench.world.started().contains("set b 1"));
    assertEquals(List.of("a"), bench.undone());
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, ending.kind());
  }

  @Test
  void aStepIsNotTriedAgainWhenAnInvariantIsBroken() {
    Bench bench =
        invariant(
            """
            step a "Do a" retry 3 times backoff 1s..1s timeout 5s {
              do redis.set(r, "a", "1")
              verify "a is set" r.setting("a") == "1" within 10s every 2s
              undo keep because "it is a test"
            }
            """);
    bench.world.always("set a 1", Behaviour.slow(Duration.ofSeconds(20)));
    bench.world.whenStarted("set a 1", () -> bench.world.put("broken", "yes"));
    assertEquals(Ending.Kind.NOT_VERIFIED, bench.run().kind());
    assertEquals(1, bench.world.started().size());
  }

  @Test
  void anInvariantThatIsBrokenFromTheStartRefusesTheRun() {
    Bench bench = invariant(Bench.step("a"));
    bench.world.put("broken", "yes");
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals(List.of(), bench.world.started());
  }

  @Test
  void anInvariantThatCannotBeSeenIsToldAndBreaksNothing() {
    Bench bench = invariant(Bench.step("a"));
    bench.world.always("setting broken", Behaviour.unreachable());
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertTrue(
        bench.told(Notice.InvariantChecked.class).stream()
            .allMatch(it -> it.truth() == Truth.UNKNOWN));
  }

  @Test
  void anUndoGoesOnWhenAnInvariantIsBroken() {
    Bench bench = invariant(Bench.step("a") + Bench.step("b") + Bench.step("c"));
    bench.world.always("set c 1", Behaviour.refused());
    bench.world.whenStarted("set b 0", () -> bench.world.put("broken", "yes"));
    assertEquals(Ending.Kind.NOT_VERIFIED, bench.run().kind());
    assertEquals(List.of("b", "a"), bench.undone());
  }

  // The time limit of a step

  @Test
  void aStepThatTakesTooLongIsEndedWhenItsCallIsKnown() {
    Bench bench =
        Bench.scenario(
            """
            step a "Do a" timeout 10s {
              do redis.set(r, "a", "1")
              do redis.set(r, "b", "1")
              verify "b is set" r.setting("b") == "1" within 4s every 2s
              undo {
                do redis.set(r, "a", "0")
                verify "a is back" r.setting("a") == "0" within 4s every 2s
              }
            }
            """);
    bench.world.always("set a 1", Behaviour.slow(Duration.ofSeconds(20)));
    assertEquals("the step took longer than 10s", bench.run().reason());
    assertEquals(List.of("set a 1", "set a 0"), bench.world.effects());
  }

  @Test
  void aCallHasATimeLimitOfItsOwn() {
    Bench bench =
        Bench.scenario(
            """
            step a "Do a" {
              do redis.set(r, "a", "1") timeout 5s
              verify "a is set" r.setting("a") == "1" within 4s every 2s
              undo keep because "it is a test"
            }
            """);
    bench.world.next("set a 1", Behaviour.silentBeforeTheEffect());
    assertEquals("redis.set: the call did not take effect", bench.run().reason());
    assertEquals(Duration.ofSeconds(5), bench.told(Notice.CallEnded.class).get(0).took());
  }

  // The ends

  @Test
  void aRunThatIsEndedBeforeItBeganHasDoneNothing() {
    Bench bench = Bench.scenario(Bench.step("a"));
    State state = Engine.initial(bench.plan);
    Input abort = new Input.Aborted(Bench.START, "operator", "");
    State ended = Engine.step(state, abort).state();
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, ended.ending().orElseThrow().kind());
    assertEquals(List.of(), Engine.step(ended, bench.started()).commands());
  }

  @Test
  void aSecondStartIsDropped() {
    Bench bench = Bench.scenario(Bench.step("a"));
    State state = Engine.step(Engine.initial(bench.plan), bench.started()).state();
    assertEquals(List.of(), Engine.step(state, bench.started()).commands());
  }
}
