package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.journal.MemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What has to be possible at every point of a run is tried at every point of a run. */
class EveryPointTest {
  private static final Duration DOWN = Duration.ofHours(3);

  /** Something happens when the journal gets a record of that number. */
  private static Ending disturbed(Bench bench, int record, Runnable disturbance) {
    MemoryJournal kept = bench.journal;
    bench.driver =
        bench.driver(
            each -> {
              kept.append(each);
              if (each.sequence() == record) {
                disturbance.run();
              }
            });
    return bench.run();
  }

  private static int records() {
    Bench whole = Procedure.bench();
    assertEquals(Ending.Kind.RECOVERED, whole.run().kind());
    return whole.journal.records().size();
  }

  @Test
  void abortWorksInEveryState() { // guarantee 9, pain 16
    int all = records();
    for (int record = 0; record < all - 1; record++) {
      Bench bench = Procedure.bench();
      Ending ending = disturbed(bench, record, bench::abort);
      int at = record;
      assertEquals(Ending.Kind.WORLD_AS_BEFORE, ending.kind(), () -> at + ": " + ending.reason());
      assertEquals("aborted by operator", ending.reason());
      assertFalse(bench.world.values().containsValue("1"), () -> at + " " + bench.world.values());
      assertUndoneInReverse(bench);
    }
  }

  private static void assertUndoneInReverse(Bench bench) {
    List<String> done = bench.stepsThatBecame(Notice.StepState.DONE);
    List<String> undone = bench.undone();
    List<String> undoneOfDone = undone.stream().filter(done::contains).toList();
    List<String> expected =
        done.stream()
            .filter(undone::contains)
            .sorted((a, b) -> done.indexOf(b) - done.indexOf(a))
            .toList();
    assertEquals(expected, undoneOfDone);
    assertTrue(undone.containsAll(done), () -> done + " done, undone only " + undone);
  }

  @Test
  void afterAnAbortNothingBeginsButTheCompensation() {
    int all = records();
    for (int record = 1; record < all - 1; record++) {
      Bench bench = Procedure.bench();
      int[] started = {-1};
      disturbed(
          bench,
          record,
          () -> {
            bench.abort();
            started[0] = bench.world.started().size();
          });
      List<String> later = bench.world.started().subList(started[0], bench.world.started().size());
      // What the input that was being taken had begun already is begun.
      long begun = later.stream().filter(it -> it.endsWith(" 1")).count();
      assertTrue(begun <= 3, () -> "too much was begun: " + later);
      assertEquals(
          later,
          later.stream().sorted((a, b) -> rank(a) - rank(b)).toList(),
          "first forward, then back");
    }
  }

  private static int rank(String call) {
    return call.endsWith(" 0") ? 1 : 0;
  }

  @Test
  void anInterruptedRunGoesOnFromEverywhere() {
    Bench whole = Procedure.bench();
    whole.run();
    int all = records();
    for (int record = 2; record < all - 1; record++) {
      Bench bench = Procedure.bench();
      Ending ending = disturbed(bench, record, bench::interrupt);
      assertEquals(Ending.Kind.INTERRUPTED, ending.kind());
      assertEquals(130, ending.kind().exitCode());
      Ending end = bench.resume(bench.journal.records(), DOWN);
      assertEquals(Ending.Kind.RECOVERED, end.kind(), end.reason());
      assertEquals(
          whole.world.effects().stream().sorted().toList(),
          bench.world.effects().stream().sorted().toList());
    }
  }

  @Test
  void anInterruptedRunThatIsStillFinishingACallCanBeAborted() {
    Bench bench = Bench.scenario(Bench.step("a") + Bench.step("b"));
    bench.world.always("set b 1", Behaviour.slow(Duration.ofSeconds(20)));
    bench.listen(
        notice -> {
          if (notice instanceof Notice.CallStarted it
              && it.shown().contains("\"b\", value: \"1\"")) {
            bench.after(Duration.ofSeconds(5), bench::interrupt);
            bench.after(Duration.ofSeconds(10), bench::abort);
          }
        });
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals(List.of("b", "a"), bench.undone());
  }

  @Test
  void anInterruptionDuringTheCompensationIsMadeGoodByTheResume() {
    Bench bench = Bench.scenario(Bench.step("a") + Bench.step("b") + Bench.step("c"));
    bench.world.always("set c 1", Behaviour.refused());
    bench.when(Notice.UndoStarted.class, bench::interrupt);
    assertEquals(Ending.Kind.INTERRUPTED, bench.run().kind());
    Ending end = bench.resume(bench.journal.records(), DOWN);
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, end.kind());
    assertEquals(List.of("b", "a"), bench.undone());
  }

  @Test
  void anAbortDuringTheCompensationChangesNothing() {
    Bench bench = Bench.scenario(Bench.step("a") + Bench.step("b") + Bench.step("c"));
    bench.world.always("set c 1", Behaviour.refused());
    bench.when(Notice.UndoStarted.class, bench::abort);
    Ending ending = bench.run();
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, ending.kind());
    assertEquals("redis.set: it was refused", ending.reason());
    assertEquals(List.of("b", "a"), bench.undone());
  }

  @Test
  void theJournalIsFirstWhateverRecordCannotBeKept() { // guarantee 3, pain 14
    int all = records();
    for (int record = 0; record < all; record++) {
      int last = record;
      Bench bench = Procedure.bench();
      int[] seen = {-1, -1, -1};
      bench.driver =
          bench.driver(
              each -> {
                if (each.sequence() == last) {
                  seen[0] = bench.world.started().size();
                  seen[1] = bench.staff.asked().size();
                  seen[2] = bench.notices.size();
                  throw new JournalException("the disk is full", null);
                }
                bench.journal.append(each);
              });
      assertThrows(JournalException.class, bench::run);
      assertEquals(seen[0], bench.world.started().size(), "nothing was called after it");
      assertEquals(seen[1], bench.staff.asked().size(), "nobody was asked after it");
      assertEquals(seen[2], bench.notices.size(), "nothing was told after it");
    }
  }

  @Test
  void everyActingCallIsInTheJournalBeforeItStarts() {
    Bench bench = Procedure.bench();
    bench.world.beforeEveryActing(
        call ->
            assertTrue(
                bench.journal.records().stream()
                    .anyMatch(
                        it ->
                            it instanceof Journal.Issued issued
                                && issued.command().equals(new Command.Invoke(call))),
                () -> call + " is not in the journal"));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(
        Set.copyOf(bench.world.started()).size(), bench.world.started().size(), "each made once");
  }

  @Test
  void whatWasAskedForAndComesTooLateIsDropped() { // pain 16
    Bench bench = Procedure.bench();
    bench.run();
    List<Input> inputs = History.of(bench.journal.records()).inputs();
    State state = Engine.initial(bench.plan);
    for (Input input : inputs) {
      state = Engine.step(state, input).state();
      State after = state;
      if (!(input instanceof Input.Started)) {
        Engine.Stepped again = Engine.step(state, input);
        assertEquals(List.of(), again.commands(), () -> "consumed twice: " + input);
        assertEquals(after.waitsFor(), again.state().waitsFor());
      }
    }
    assertEquals(Ending.Kind.RECOVERED, state.ending().orElseThrow().kind());
  }
}
