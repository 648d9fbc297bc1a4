package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the table of {@code docs/undo.md} does not show of an undo. */
class UndoTest {

  @Test
  void aStepThatWasTriedAgainIsTakenBackToWhatItSawFirst() {
    Bench bench =
        Bench.scenario(
            """
            step a "Do a" retry 1 times backoff 1s..1s {
              let before = r.setting("a")
              do redis.set(r, "a", "1")
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
  void anUndoIsVerifiedItself() { // pain 12
    Bench bench = Bench.scenario(Bench.step("a") + Bench.step("b"));
    bench.world.always("set b 1", Behaviour.refused());
    bench.listen(
        notice -> {
          if (notice instanceof Notice.UndoStarted) {
            bench.world.always("set a 0", Behaviour.lostBeforeTheEffect());
            bench.world.always("setting a", Behaviour.usual());
          }
        });
    Ending ending = bench.run();
    assertEquals(Ending.Kind.NOT_VERIFIED, ending.kind());
    assertEquals(4, ending.kind().exitCode());
    assertEquals(List.of("a"), bench.stepsThatBecame(Notice.StepState.UNDO_FAILED));
  }

  @Test
  void theUndoOfAStepThatHadNotBegunDoesNotRun() { // pain 11
    Bench bench = Bench.scenario(Bench.step("a") + Bench.step("b"));
    bench.world.always("set a 1", Behaviour.refused());
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals(List.of("set a 1"), bench.world.started());
    assertEquals(List.of(), bench.told(Notice.UndoStarted.class));
    assertEquals(Notice.StepState.PENDING, bench.state.step("b"));
  }

  @Test
  void thePointOfNoReturnIsTold() {
    Bench bench =
        Bench.scenario(
            Bench.step("a")
                + """
                step p "No way back" {
                  approve "Go?" by "dba" within 5m else abort
                  do redis.set(r, "p", "1")
                  verify "p is set" r.setting("p") == "1" within 4s every 2s
                  undo none because "it is so"
                }
                """);
    bench.world.put("up", "no");
    assertEquals(Ending.Kind.NOT_VERIFIED, bench.run().kind());
    assertEquals("it is so", bench.told(Notice.BarrierPassed.class).get(0).because());
    assertTrue(((Command.Approval) bench.staff.asked().get(0)).showing().pointOfNoReturn());
  }

  @Test
  void whatBeganBeforeABarrierOnAnotherBranchIsNotUndone() { // guarantee 9
    Bench bench =
        Bench.scenario(
            "parallel {"
                + Bench.step("a", "", "await r.setting(\"go\") == \"1\" within 5m every 2s")
                + """
                step p "No way back" {
                  await r.setting("a") == "1" within 5m every 2s
                  do redis.set(r, "p", "1")
                  verify "p is set" r.setting("p") == "1" within 4s every 2s
                  undo none because "it is so"
                }
                }
                """
                + Bench.step("z")
                + Bench.step("bad"));
    bench.world.whenStarted("set p 1", () -> bench.world.put("go", "1"));
    bench.world.always("set bad 1", Behaviour.refused());
    assertEquals(Ending.Kind.NOT_VERIFIED, bench.run().kind());
    assertEquals(List.of("z"), bench.undone());
  }
}
