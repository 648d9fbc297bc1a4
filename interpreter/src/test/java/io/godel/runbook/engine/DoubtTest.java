package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.eval.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An outcome has three values, and nothing is retried or undone before the third is decided. */
class DoubtTest { // guarantee 4, pain 13

  private static Bench a() {
    return Bench.scenario(
        """
        step a "Do a" {
          do redis.set(r, "a", "1") retry 3 times backoff 1s..4s
          verify "a is set" r.setting("a") == "1" within 10s every 2s
          undo {
            do redis.set(r, "a", "0")
            verify "a is back" r.setting("a") == "0" within 10s every 2s
          }
        }
        """);
  }

  private static Bench post() {
    return Bench.scenario(
        Bench.step("a")
            + """
            step tell "Tell" {
              do notify.post("ops", "hello")
              verify "it is calm" r.setting("calm") == "" within 10s every 2s
              undo keep because "it cannot be unsaid"
            }
            """);
  }

  @Test
  void aTimeoutAfterTheEffectIsDecidedByTheProbeAndNotRetried() {
    Bench bench = a();
    bench.world.next("set a 1", Behaviour.silentAfterTheEffect());
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(List.of("set a 1"), bench.world.started());
    Notice.DoubtResolved resolved = bench.told(Notice.DoubtResolved.class).get(0);
    assertEquals(Truth.TRUE, resolved.tookEffect());
    assertEquals("the probe", resolved.how());
  }

  @Test
  void aLostCallThatTookNoEffectIsRetriedOnceTheProbeHasSaidSo() {
    Bench bench = a();
    bench.world.next("set a 1", Behaviour.lostBeforeTheEffect());
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(List.of("set a 1", "set a 1"), bench.world.started());
    assertEquals(List.of("set a 1"), bench.world.effects());
  }

  @Test
  void nothingIsRetriedOrUndoneBeforeTheProbeHasDecided() {
    Bench bench = a();
    bench.world.next("set a 1", Behaviour.lostAfterTheEffect());
    bench.world.next(
        "setting a", Behaviour.unreachable(), Behaviour.unreachable(), Behaviour.unreachable());
    List<Instant> decided = new ArrayList<>();
    bench.listen(
        notice -> {
          if (notice instanceof Notice.DoubtResolved) {
            decided.add(bench.time.now());
            assertEquals(List.of("set a 1"), bench.world.started());
          }
        });
    bench.after(Duration.ofSeconds(3), bench::abort);
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals(1, decided.size());
    assertEquals(List.of("set a 1", "set a 0"), bench.world.started());
    assertEquals(List.of("a"), bench.undone());
  }

  @Test
  void whereNoProbeCanTellAPersonDecides() {
    for (Input.Decision decision : Input.Decision.values()) {
      Bench bench = post();
      bench.world.next(
          "post ops hello",
          decision == Input.Decision.YES
              ? Behaviour.lostAfterTheEffect()
              : Behaviour.lostBeforeTheEffect());
      bench.staff.says("doubt", decision, "the one on call");
      Ending ending = bench.run();
      assertEquals("the one on call", bench.told(Notice.DoubtResolved.class).get(0).how());
      assertEquals(1, bench.world.started().stream().filter(it -> it.startsWith("post")).count());
      assertEquals(
          decision == Input.Decision.YES ? Ending.Kind.RECOVERED : Ending.Kind.WORLD_AS_BEFORE,
          ending.kind());
      Command.Doubt asked = (Command.Doubt) bench.staff.asked().get(0);
      assertEquals("Did the message arrive?", asked.question());
    }
  }

  @Test
  void aPersonIsAskedWhenTheProbeCannotTellEither() {
    Bench bench = a();
    bench.world.next("set a 1", Behaviour.lostAfterTheEffect());
    bench.world.always("setting a", Behaviour.unreachable());
    bench.staff.answer(
        "doubt",
        it -> {
          bench.world.always("setting a", Behaviour.usual());
          return java.util.Optional.of(bench.staff.decided(it, Input.Decision.YES, "dba"));
        });
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals("dba", bench.told(Notice.DoubtResolved.class).get(0).how());
  }

  @Test
  void whenNobodyDecidesTheRunEndsUnknownAndNothingIsUndone() {
    Bench bench = post();
    bench.world.next("post ops hello", Behaviour.lostBeforeTheEffect());
    Ending ending = bench.run();
    assertEquals(Ending.Kind.UNKNOWN, ending.kind());
    assertEquals(4, ending.kind().exitCode());
    assertEquals("nobody knows whether notify.post took effect", ending.reason());
    assertEquals(List.of(), bench.undone());
    assertEquals(Notice.StepState.IN_DOUBT, bench.state.step("tell"));
    assertEquals(Notice.StepState.DONE, bench.state.step("a"));
  }

  @Test
  void anUndoWhoseOutcomeNobodyKnowsEndsUnknown() {
    Bench bench = Bench.scenario(Bench.step("a") + Bench.step("b"));
    bench.world.always("set b 1", Behaviour.refused());
    bench.world.always("set a 0", Behaviour.lostAfterTheEffect());
    bench.listen(
        notice -> {
          if (notice instanceof Notice.UndoStarted) {
            bench.world.always("setting a", Behaviour.unreachable());
          }
        });
    assertEquals(Ending.Kind.UNKNOWN, bench.run().kind());
    assertEquals(List.of(), bench.undone());
  }

  @Test
  void anAnswerAfterTheTimeoutIsDropped() {
    Bench bench = a();
    bench.world.next("set a 1", Behaviour.slow(Duration.ofSeconds(31)));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(1, bench.told(Notice.CallEnded.class).size());
    assertTrue(
        bench.told(Notice.CallEnded.class).get(0).outcome()
            instanceof io.godel.runbook.backend.Outcome.Unknown);
  }
}
