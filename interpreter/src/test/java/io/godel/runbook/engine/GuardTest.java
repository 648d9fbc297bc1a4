package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.eval.Explanation;
import io.godel.runbook.eval.Truth;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A guard blocks: at the moment at which the step acts, and it says why. */
class GuardTest { // guarantee 11, pain 19

  private static Bench guarded(String before) {
    return Bench.scenario(Bench.step("a", before, ""));
  }

  private static long looksAt(Bench bench, String why) {
    return bench.told(Notice.Guarded.class).stream().filter(it -> it.why().equals(why)).count();
  }

  @Test
  void aGuardThatHoldsIsAskedOnceWhenTheStepActsAtOnce() {
    Bench bench = guarded("guard \"calm\" r.setting(\"calm\") == \"\"");
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(1, looksAt(bench, "calm"));
  }

  @Test
  void aGuardIsAskedAgainAfterAnApprovalThatTookLong() {
    Bench bench =
        guarded(
            """
            guard "calm" r.setting("calm") == ""
            approve "Go?" by "dba" within 1h else abort
            """);
    bench.staff.takes("a", Duration.ofMinutes(30));
    bench.after(Duration.ofMinutes(10), () -> bench.world.put("calm", "no more"));
    Ending ending = bench.run();
    assertEquals("guard not held: calm", ending.reason());
    assertEquals(2, looksAt(bench, "calm"));
    assertEquals(List.of(), bench.world.started());
  }

  @Test
  void aGuardIsAskedAgainAfterAWait() {
    Bench bench =
        guarded(
            """
            guard "calm" r.setting("calm") == ""
            await r.setting("now") == "1" within 1h every 30s
            """);
    bench.after(Duration.ofMinutes(10), () -> bench.world.put("calm", "no more").put("now", "1"));
    assertEquals("guard not held: calm", bench.run().reason());
  }

  @Test
  void freshSaysHowLongAGuardCounts() {
    for (int minutes : List.of(5, 15)) {
      Bench bench =
          guarded(
              """
              guard "calm" r.setting("calm") == "" fresh %dm
              approve "Go?" by "dba" within 1h else abort
              """
                  .formatted(minutes));
      bench.staff.takes("a", Duration.ofMinutes(10));
      assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
      assertEquals(minutes == 5 ? 2 : 1, looksAt(bench, "calm"));
    }
  }

  @Test
  void aGuardIsAskedAgainBeforeEachTryOfACall() {
    Bench bench =
        Bench.scenario(
            """
            step a "Do a" {
              guard "calm" r.setting("calm") == ""
              do redis.set(r, "a", "1") retry 2 times backoff 30s..1m
              verify "a is set" r.setting("a") == "1" within 10s every 2s
              undo keep because "it is a test"
            }
            """);
    bench.world.next("set a 1", Behaviour.unreachable());
    bench.after(Duration.ofSeconds(10), () -> bench.world.put("calm", "no more"));
    assertEquals("guard not held: calm", bench.run().reason());
    assertEquals(1, bench.world.started().size());
  }

  @Test
  void aGuardThatProtectsWhatWasDoneIsNotAskedAgain() {
    Bench bench =
        Bench.scenario(
            """
            step a "Do a" {
              guard "not yet" r.setting("a") == ""
              do redis.set(r, "a", "1")
              guard "still calm" r.setting("calm") == ""
              approve "Go on?" by "dba" within 1h else abort
              do redis.set(r, "b", "1")
              verify "b is set" r.setting("b") == "1" within 10s every 2s
              undo keep because "it is a test"
            }
            """);
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(1, looksAt(bench, "not yet"));
    assertEquals(2, looksAt(bench, "still calm"));
  }

  @Test
  void theApprovalOfOneBranchDoesNotRefreshTheGuardOfAnother() {
    Bench bench =
        Bench.scenario(
            "parallel {"
                + Bench.step(
                    "a",
                    "guard \"calm\" r.setting(\"calm\") == \"\"\n"
                        + "approve \"Go?\" by \"dba\" within 1h else abort",
                    "")
                + Bench.step("b", "await r.setting(\"now\") == \"1\" within 1h every 10s", "")
                + "}");
    bench.staff.takes("a", Duration.ofMinutes(10));
    bench.after(Duration.ofMinutes(9), () -> bench.world.put("calm", "no more"));
    bench.after(Duration.ofMinutes(10), () -> bench.world.put("now", "1"));
    Ending ending = bench.run();
    assertEquals("guard not held: calm", ending.reason());
    assertFalse(bench.world.effects().contains("set a 1"));
  }

  @Test
  void whatCannotBeSeenDoesNotHold() {
    Bench bench = guarded("guard \"calm\" r.setting(\"calm\") == \"\"");
    bench.world.always("setting calm", Behaviour.unreachable());
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals(Truth.UNKNOWN, bench.told(Notice.Guarded.class).get(0).truth());
  }

  @Test
  void aConditionThatWouldNeverEndIsNotKnown() {
    Bench bench = guarded("guard \"many\" count(n in 1..9000000000 where n > 1) > 5");
    assertEquals("guard not held: many", bench.run().reason());
    assertEquals(Truth.UNKNOWN, bench.told(Notice.Guarded.class).get(0).truth());
  }

  @Test
  void adviceNeverBlocks() {
    Bench bench = guarded("warn \"calm\" r.setting(\"calm\") == \"never\"");
    bench.world.next("setting calm", Behaviour.unreachable());
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(Truth.UNKNOWN, bench.told(Notice.Warned.class).get(0).truth());
  }

  @Test
  void aSkippedStepIsLeftOutAndTheRunGoesOn() {
    Bench bench =
        Bench.scenario(
            Bench.step("a", "guard \"calm\" r.setting(\"calm\") == \"never\" else skip", "")
                + Bench.step("b"));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(List.of("set b 1"), bench.world.effects());
    assertEquals(Notice.StepState.SKIPPED, bench.state.step("a"));
  }

  @Test
  void anAwaitThatDoesNotComeTrueDoesWhatTheAuthorSays() {
    Bench skipping =
        Bench.scenario(
            "await \"the moon\" r.setting(\"moon\") == \"up\" within 1m every 10s else skip "
                + Bench.step("b"));
    assertEquals(Ending.Kind.RECOVERED, skipping.run().kind());
    Bench aborting =
        Bench.scenario(
            Bench.step("a")
                + "await \"the moon\" r.setting(\"moon\") == \"up\" within 1m every 10s "
                + "else abort \"no moon\"");
    assertEquals("no moon (did not come true within 1m: the moon)", aborting.run().reason());
    assertEquals(List.of("a"), aborting.undone());
  }

  @Test
  void aFailedGuardExplainsItselfWithValues() { // guarantee 13
    Bench bench =
        guarded(
            "guard \"all is well\" r.queue_length(\"queue\") <= 10 and r.setting(\"mode\") == \"safe\"");
    bench.world.put("queue", "42").put("mode", "safe");
    bench.run();
    Notice.Guarded guarded = bench.told(Notice.Guarded.class).get(0);
    Explanation explanation = guarded.explanation();
    assertEquals(
        "r.queue_length(\"queue\") <= 10 and r.setting(\"mode\") == \"safe\"",
        explanation.condition());
    assertEquals(
        List.of(new Explanation.Part("r.queue_length(\"queue\") <= 10", "42 <= 10", Truth.FALSE)),
        explanation.parts());
    assertEquals(
        "`r.queue_length(\"queue\") <= 10` has to be true", explanation.wanting().split(",")[0]);
  }

  @Test
  void theFailingPartIsTheOneThatIsWanted() { // guarantee 13
    Bench bench =
        guarded(
            "guard \"all is well\" r.setting(\"mode\") == \"safe\" and r.queue_length(\"queue\") <= 10");
    bench.world.put("queue", "42").put("mode", "safe");
    bench.run();
    Explanation explanation = bench.told(Notice.Guarded.class).get(0).explanation();
    assertEquals("`r.queue_length(\"queue\") <= 10` has to be true", explanation.wanting());
    assertTrue(
        explanation
            .parts()
            .contains(
                new Explanation.Part(
                    "r.setting(\"mode\") == \"safe\"", "\"safe\" == \"safe\"", Truth.TRUE)));
  }
}
