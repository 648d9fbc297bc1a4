package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs side by side: branches, and the rounds of a loop. */
class BranchTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private static Bench parallel(String... branches) {
    return Bench.scenario("parallel {" + String.join("\n", branches) + "}");
  }

  @Test
  void branchesRunSideBySide() {
    Bench bench = parallel(Bench.step("a"), Bench.step("b"));
    bench.world.always("set a 1", Behaviour.slow(LONG)).always("set b 1", Behaviour.slow(LONG));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertTrue(bench.time.now().isBefore(Bench.START.plus(LONG.multipliedBy(2))));
  }

  @Test
  void theEffectsOfTheOthersAreKnownBeforeTheCompensationBegins() {
    Bench bench = parallel(Bench.step("a"), Bench.step("b"));
    bench.world.always("set a 1", Behaviour.slow(LONG)).always("set b 1", Behaviour.refused());
    List<String> order = new ArrayList<>();
    bench.listen(
        notice -> {
          if (notice instanceof Notice.CallEnded it && it.node().contains("/a/")) {
            order.add("a ended");
          } else if (notice instanceof Notice.UndoStarted it) {
            order.add("undo of " + it.step());
          }
        });
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals(List.of("a ended", "undo of a", "a ended"), order);
    assertEquals(List.of("set a 1", "set a 0"), bench.world.effects());
  }

  @Test
  void aBranchThatHasNotBegunToActDoesNotBeginAfterAnotherHasFailed() {
    // The first branch fails at once, when the second is about to act.
    Bench bench = parallel("abort \"no\"", Bench.step("a"));
    assertEquals("no", bench.run().reason());
    assertEquals(List.of(), bench.world.started());
  }

  /** Each timer wakes what it was set for, however many there are at once. */
  @Test
  void everyBranchThatGetsNoAnswerGivesUp() {
    List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    Bench bench = parallel(names.stream().map(Bench::step).toArray(String[]::new));
    for (String name : names) {
      bench.world.always("set " + name + " 1", Behaviour.silentBeforeTheEffect());
    }
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals(List.of(), bench.world.effects());
  }

  private static String more() {
    return """
        do redis.set(r, "more", "1")
        verify "there is more" r.setting("more") == "1" within 10s every 2s
        """;
  }

  @Test
  void aBranchThatIsWaitedForDoesNothingMore() {
    Bench bench = parallel(Bench.step("a", "", more()), Bench.step("b"));
    bench.world.always("set a 1", Behaviour.slow(LONG)).always("set b 1", Behaviour.refused());
    bench.run();
    assertFalse(bench.world.started().contains("set more 1"));
    assertEquals(Notice.StepState.UNDONE, bench.state.step("a"));
  }

  @Test
  void aCallInACancelledBranchThatNeverAnswersIsGivenUpInTime() {
    Bench bench = parallel(Bench.step("a"), Bench.step("b"));
    bench.world.next("set a 1", Behaviour.silentAfterTheEffect());
    bench.world.always("set b 1", Behaviour.refused());
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals(List.of("a"), bench.undone());
  }

  @Test
  void aStepIsNotTriedAgainAfterTheRunWasAborted() {
    Bench bench =
        Bench.scenario(
            """
            step a "Do a" retry 3 times backoff 1s..1s timeout 5s {
              do redis.set(r, "a", "1")
              verify "a is set" r.setting("a") == "1" within 10s every 2s
              undo {
                do redis.set(r, "a", "0")
                verify "a is back" r.setting("a") == "0" within 10s every 2s
              }
            }
            """);
    bench.world.next("set a 1", Behaviour.slow(LONG)).next("set a 0", Behaviour.slow(LONG));
    bench.after(Duration.ofSeconds(8), bench::abort);
    assertEquals("aborted by operator", bench.run().reason());
    assertEquals(List.of("set a 1", "set a 0"), bench.world.started());
  }

  @Test
  void theUndoKnowsWhatTheBranchesOfItsStepFoundOut() {
    Bench bench =
        Bench.scenario(
            """
            step s "Do both" {
              let before = r.setting("a")
              parallel {
                do redis.set(r, "a", "1")
                do redis.set(r, "b", "1")
              }
              verify "never" r.setting("never") == "1" within 4s every 2s
              undo {
                do redis.set(r, "a", before)
                verify "a is back" r.setting("a") == before within 4s every 2s
              }
            }
            """);
    bench.world.put("a", "first");
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals("first", bench.world.value("a"));
  }

  @Test
  void stepsAreUndoneInReverseOrderOfTheirCompletion() {
    Bench bench =
        Bench.scenario("parallel {" + Bench.step("a") + Bench.step("b") + "}" + Bench.step("c"));
    bench.world.next("setting a", Behaviour.slow(LONG));
    bench.world.always("set c 1", Behaviour.refused());
    bench.run();
    assertEquals(List.of("b", "a"), bench.stepsThatBecame(Notice.StepState.DONE));
    assertEquals(List.of("a", "b"), bench.undone());
  }

  private static Bench loop(String clause) {
    return Bench.scenario(
        """
        step s "Several" {
          for n in ["n1", "n2", "n3", "n4", "n5"] %s {
            do redis.set(r, n, "1")
            verify "${n} is set" r.setting(n) == "1" within 10s every 2s
          }
          undo keep because "it is a test"
        }
        """
            .formatted(clause));
  }

  @Test
  void aLoopGoesThroughItsElementsOneByOne() {
    Bench bench = loop("");
    assertEquals(1, mostAtOnce(bench));
    assertEquals(
        List.of("set n1 1", "set n2 1", "set n3 1", "set n4 1", "set n5 1"), bench.world.started());
  }

  @Test
  void aLoopHasAtMostSoManyRoundsAtOnce() {
    Bench bench = loop("max 2 at once");
    assertEquals(2, mostAtOnce(bench));
    assertEquals(5, bench.world.started().size());
  }

  private static int mostAtOnce(Bench bench) {
    int[] atOnce = {0, 0};
    bench.listen(
        notice -> {
          if (notice instanceof Notice.CallStarted) {
            atOnce[1] = Math.max(atOnce[1], ++atOnce[0]);
          } else if (notice instanceof Notice.CallEnded) {
            atOnce[0]--;
          }
        });
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    return atOnce[1];
  }

  @Test
  void aLoopOverTooManyElementsIsRefused() {
    for (String range : List.of("1..500", "1..9000000000")) {
      Bench bench =
          Bench.scenario(
              """
              step s "Several" {
                for n in %s { do redis.set(r, "n", "1") }
                verify "it is set" r.setting("n") == "1" within 10s every 2s
                undo keep because "it is a test"
              }
              """
                  .formatted(range));
      assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
      assertEquals(List.of(), bench.world.started());
    }
  }

  @Test
  void nothingSideBySideIsDoneAtOnce() {
    assertEquals(Ending.Kind.RECOVERED, parallel().run().kind());
  }
}
