package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run killed at any instant can be resumed: nothing acted twice, nothing skipped. */
class RecoveryTest { // guarantee 3, pain 8, pain 14
  private static final Duration DOWN = Duration.ofHours(3);

  private static List<String> sorted(List<String> effects) {
    return effects.stream().sorted().toList();
  }

  @ParameterizedTest
  @EnumSource
  void aRunKilledAfterAnyRecordGoesOnAndActsNeitherTwiceNorTooLittle(Crash.Death death) {
    Bench whole = Procedure.bench();
    assertEquals(Ending.Kind.RECOVERED, whole.run().kind());
    int all = whole.journal.records().size();
    assertTrue(all > 40, () -> "the run is too short to prove much: " + all);
    for (int records = 1; records < all; records++) {
      Bench bench = Procedure.bench();
      List<Journal.Record> left = Crash.run(bench, records, death);
      assertEquals(records, left.size());
      Ending ending = bench.resume(left, DOWN);
      String at = "killed with " + records + " records, the last " + left.get(records - 1);
      boolean begun = records > 1;
      assertEquals(
          begun ? Ending.Kind.RECOVERED : Ending.Kind.WORLD_AS_BEFORE,
          ending.kind(),
          () -> at + ": " + ending.reason());
      if (begun) {
        assertEquals(sorted(whole.world.effects()), sorted(bench.world.effects()), at);
      }
    }
  }

  @Property(tries = 150)
  void aRunCanDieAgainAndAgain(
      @ForAll List<@IntRange(min = 1, max = 25) Integer> lives, @ForAll boolean early) {
    Bench whole = Procedure.bench();
    whole.run();
    Bench bench = Procedure.bench();
    Crash.Death death = early ? Crash.Death.RIGHT_AFTER : Crash.Death.BEFORE_THE_NEXT;
    List<Journal.Record> left = Crash.run(bench, 2, death);
    for (int life : lives) {
      bench.time.advance(bench.time.now().plus(DOWN), () -> false);
      left = Crash.resume(bench, left, left.size() + life, death);
    }
    assertEquals(Ending.Kind.RECOVERED, bench.resume(left, DOWN).kind());
    assertEquals(sorted(whole.world.effects()), sorted(bench.world.effects()));
  }

  @ParameterizedTest
  @EnumSource
  void aRunKilledAfterAnyRecordCanBeAborted(Crash.Death death) { // guarantee 9, pain 10
    int all = recordsOfWholeRun();
    for (int records = 1; records < all; records++) {
      Bench bench = Procedure.bench();
      Ending ending = bench.abortDead(Crash.run(bench, records, death), DOWN);
      String at = "killed with " + records + " records";
      assertEquals(Ending.Kind.WORLD_AS_BEFORE, ending.kind(), () -> at + ": " + ending.reason());
      assertTrue(bench.world.values().values().stream().noneMatch("1"::equals), at);
    }
  }

  private static int recordsOfWholeRun() {
    Bench whole = Procedure.bench();
    whole.run();
    return whole.journal.records().size();
  }

  @ParameterizedTest
  @EnumSource
  void aCompensationThatIsKilledAnywhereIsBroughtToItsEnd(Crash.Death death) {
    Bench whole = failing();
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, whole.run().kind());
    for (int records = 2; records < whole.journal.records().size(); records++) {
      Bench bench = failing();
      Ending ending = bench.resume(Crash.run(bench, records, death), DOWN);
      assertEquals(Ending.Kind.WORLD_AS_BEFORE, ending.kind(), ending.reason());
      assertEquals(whole.world.effects(), bench.world.effects());
    }
  }

  private static Bench failing() {
    Bench bench = Bench.scenario(Bench.step("a") + Bench.step("b") + Bench.step("c"));
    bench.world.always("set c 1", Behaviour.refused());
    return bench;
  }

  @Test
  void theSameInputsGiveTheSameStatesAndCommands() {
    Bench bench = Procedure.bench();
    bench.run();
    List<Journal.Record> records = bench.journal.records();
    List<Command> issued =
        records.stream()
            .filter(Journal.Issued.class::isInstance)
            .map(it -> ((Journal.Issued) it).command())
            .toList();
    State first = Engine.initial(bench.plan);
    State second = Engine.initial(bench.plan);
    List<Command> commands = new ArrayList<>();
    for (Input input : History.of(records).inputs()) {
      Engine.Stepped one = Engine.step(first, input);
      Engine.Stepped other = Engine.step(second, input);
      assertEquals(one.commands(), other.commands());
      assertEquals(one.state().waitsFor(), other.state().waitsFor());
      commands.addAll(one.commands());
      first = one.state();
      second = other.state();
    }
    assertEquals(
        issued,
        commands.stream()
            .filter(
                it ->
                    it instanceof Command.Ask
                        || it instanceof Command.Invoke invoke && invoke.call().acts())
            .toList());
    assertEquals(bench.state.ending(), first.ending());
  }

  @Test
  void guardsAreAskedAnewAfterAResume() {
    Bench bench = Procedure.bench();
    List<Journal.Record> left = Crash.when(bench, it -> it instanceof Notice.ApprovalAsked);
    bench.world.put("locked", "by somebody");
    Ending ending = bench.resume(left, DOWN);
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, ending.kind());
    assertEquals("guard not held: a may be set", ending.reason());
    assertEquals(List.of(), bench.world.started());
  }

  @Test
  void aGuardIsAskedAnewAfterAResumeHoweverFreshItIs() {
    Bench bench =
        Bench.scenario(
            Bench.step(
                "a",
                """
                guard "calm" r.setting("calm") == "" fresh 1d
                approve "Go?" by "dba" within 1h else abort
                """,
                ""));
    List<Journal.Record> left = Crash.when(bench, it -> it instanceof Notice.ApprovalAsked);
    bench.world.put("calm", "no more");
    assertEquals("guard not held: calm", bench.resume(left, Duration.ofSeconds(1)).reason());
  }

  @Test
  void aCallThatWasLostGoesToItsProbeAndIsNotMadeAgain() {
    Bench bench = Bench.scenario(Bench.step("a"));
    List<Journal.Record> lost = Crash.run(bench, untilTheCall(), Crash.Death.BEFORE_THE_NEXT);
    assertEquals(Ending.Kind.RECOVERED, bench.resume(lost, DOWN).kind());
    assertEquals(List.of("set a 1"), bench.world.started());
    assertEquals("the probe", bench.told(Notice.DoubtResolved.class).get(0).how());
  }

  @Test
  void aCallThatWasJournalledAndNotMadeIsMadeWhenTheProbeSaysSo() {
    Bench bench = Bench.scenario(Bench.step("a"));
    List<Journal.Record> lost = Crash.run(bench, untilTheCall(), Crash.Death.RIGHT_AFTER);
    assertEquals(List.of(), bench.world.started());
    assertEquals(Ending.Kind.RECOVERED, bench.resume(lost, DOWN).kind());
    assertEquals(List.of("set a 1"), bench.world.started());
    assertEquals(Truth.FALSE, bench.told(Notice.DoubtResolved.class).get(0).tookEffect());
  }

  /** How many records there are when the first acting call has been journalled. */
  private static int untilTheCall() {
    Bench whole = Bench.scenario(Bench.step("a"));
    whole.run();
    int records = 0;
    while (!(whole.journal.records().get(records) instanceof Journal.Issued)) {
      records++;
    }
    return records + 1;
  }

  @Test
  void patienceDoesNotRunOutWhileNobodyIsThere() {
    Bench bench = Procedure.bench();
    bench.staff.takes("a", Duration.ofMinutes(8));
    List<Journal.Record> left = Crash.when(bench, it -> it instanceof Notice.ApprovalAsked);
    assertEquals(Ending.Kind.RECOVERED, bench.resume(left, Duration.ofDays(1)).kind());
  }

  @Test
  void anotherPlanIsRefused() { // guarantee 2, pain 9
    Bench bench = Bench.scenario(Bench.step("a"));
    bench.run();
    Plan other = Bench.plan("scenario main \"Main\" when true { %s }".formatted(Bench.step("b")));
    History history = History.of(bench.journal.records());
    assertTrue(Recovery.refusal(bench.plan, history).isEmpty());
    String refusal = Recovery.refusal(other, history).orElseThrow();
    assertTrue(refusal.contains(bench.plan.hash()) && refusal.contains(other.hash()), refusal);
    assertThrows(AssertionError.class, () -> Recovery.of(other, history));
  }

  @Test
  void aRunAtItsEndStaysThere() {
    Bench bench = Bench.scenario(Bench.step("a"));
    Ending ending = bench.run();
    int records = bench.journal.records().size();
    assertEquals(ending, bench.resume(bench.journal.records(), DOWN));
    assertEquals(records, bench.journal.records().size());
    assertEquals(List.of("set a 1"), bench.world.started());
  }
}
