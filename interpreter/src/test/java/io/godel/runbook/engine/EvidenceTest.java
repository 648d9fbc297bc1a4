package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evidence dies: by an effect on what it speaks of, and by its age. */
class EvidenceTest { // guarantee 7, pain 21

  /**
   * @param between what happens between the evidence and the call that needs it
   */
  private static Bench unlinking(String between) {
    return Bench.scenario(
        """
        step clear "Clear the dead letters" limit 10 keys {
          approve "Clear them?" by "dba" within 2h else abort
          let expendable = redis.expendable(r, "dead:*")
          %s
          let gone = do redis.unlink(r, "dead:*", at_most: 10, expendable: expendable)
          verify "they are gone" redis.key_count(r, "dead:*") == 0 within 10s every 2s
          undo none because "keys do not come back"
        }
        """
            .formatted(between));
  }

  @Test
  void aLiveEvidenceLetsTheCallBeMade() {
    Bench bench = unlinking("");
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(1, bench.told(Notice.EvidenceMade.class).size());
  }

  @Test
  void whoeverIsAskedSeesItOnceAndNotAmongTheArguments() {
    Bench bench =
        Bench.scenario(
            """
            let expendable = redis.expendable(r, "dead:*")
            step clear "Clear the dead letters" limit 1 keys {
              approve "Clear them?" by "dba" within 2h else abort
              let gone = do redis.unlink(r, "dead:*", at_most: 1, expendable: expendable)
              verify "they are gone" redis.key_count(r, "dead:*") == 0 within 10s every 2s
              undo none because "keys do not come back"
            }
            """);
    bench.run();
    Command.Prospect showing = ((Command.Approval) bench.staff.asked().get(0)).showing();
    assertEquals(
        "redis.unlink(server redis/6379, pattern: \"dead:*\", at_most: 1)", showing.acts().get(0));
    assertEquals(
        List.of("redis.Expendable(server redis/6379)"),
        showing.evidence().stream().map(Command.Seen::what).toList());
    assertEquals(List.of("1 key"), showing.limits());
  }

  @Test
  void anEffectOnWhatItSpeaksOfKillsItAtRunTime() {
    // The other name for the same server hides it from the checker.
    Bench bench = unlinking("do redis.set(redis.server([\"redis\"][0]), \"a\", \"1\")");
    Ending ending = bench.run();
    assertEquals(
        "redis.unlink needs a live redis.Expendable, and redis.set has changed what it speaks of",
        ending.reason());
    assertEquals(List.of("set a 1"), bench.world.started());
    assertEquals("redis.set changed it", bench.told(Notice.EvidenceDied.class).get(0).because());
  }

  @Test
  void anEffectOnSomethingElseDoesNot() {
    Bench bench = unlinking("do redis.set(redis.server(\"other\"), \"a\", \"1\")");
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
  }

  @Test
  void aCallThatCertainlyHadNoEffectKillsNothing() {
    Bench bench =
        unlinking(
            "do redis.set(redis.server([\"redis\"][0]), \"a\", \"1\") "
                + "retry 1 times backoff 1s..1s");
    bench.world.always("set a 1", Behaviour.unreachable());
    assertEquals("redis.set: it was unreachable", bench.run().reason());
    assertEquals(List.of(), bench.told(Notice.EvidenceDied.class));
  }

  @Test
  void whatIsProvenAfterTheEffectHoldsEvenAtTheSameInstant() {
    Bench bench =
        Bench.scenario(
            """
            step clear "Clear" limit 10 keys {
              do redis.set(redis.server(["redis"][0]), "a", "1")
              approve "Clear them?" by "dba" within 2h else abort
              let expendable = redis.expendable(r, "dead:*")
              let gone = do redis.unlink(r, "dead:*", at_most: 10, expendable: expendable)
              verify "they are gone" redis.key_count(r, "dead:*") == 0 within 10s every 2s
              undo none because "keys do not come back"
            }
            """);
    bench.staff.takes("clear", Duration.ZERO);
    bench.world.always("set a 1", Behaviour.slow(Duration.ZERO));
    bench.world.always("expendable dead:*", Behaviour.slow(Duration.ZERO));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
  }

  @Test
  void anEvidenceThatIsTooOldIsRefusedAndSaysHowOldItIs() {
    Bench bench = unlinking("await r.setting(\"now\") == \"1\" within 1h every 30s");
    bench.after(Duration.ofMinutes(20), () -> bench.world.put("now", "1"));
    Ending ending = bench.run();
    assertEquals(
        "redis.unlink needs a redis.Expendable that is at most 15m old, and this one is 20m2s old",
        ending.reason());
    assertEquals(List.of(), bench.world.started());
    assertEquals("it is older than 15m", bench.told(Notice.EvidenceDied.class).get(0).because());
  }

  @Test
  void anEvidenceAgesWhileTheProcessIsGone() {
    Bench bench = unlinking("await r.setting(\"now\") == \"1\" within 1h every 30s");
    List<Journal.Record> left = Crash.when(bench, it -> it instanceof Notice.EvidenceMade);
    bench.world.put("now", "1");
    Ending ending = bench.resume(left, Duration.ofHours(1));
    assertTrue(ending.reason().contains("at most 15m old"), ending.reason());
  }

  @Test
  void aCallThatWasNeverCarriedOutDoesNotKillItsOwnEvidence() {
    Bench bench = unlinking("");
    List<Journal.Record> left = Crash.when(bench, it -> it instanceof Notice.CallStarted);
    assertEquals(List.of(), bench.world.started());
    assertEquals(Ending.Kind.RECOVERED, bench.resume(left, Duration.ofMinutes(1)).kind());
    assertEquals(List.of("unlink dead:* 10"), bench.world.started());
  }

  @Test
  void theAgeIsLookedAtBeforeEachTry() {
    Bench bench =
        Bench.scenario(
            """
            step clear "Clear" limit 10 keys {
              approve "Clear them?" by "dba" within 2h else abort
              let expendable = redis.expendable(r, "dead:*")
              let gone = do redis.unlink(r, "dead:*", at_most: 10, expendable: expendable)
                retry 3 times backoff 10m..20m
              verify "they are gone" redis.key_count(r, "dead:*") == 0 within 10s every 2s
              undo none because "keys do not come back"
            }
            """);
    bench.world.always("unlink dead:* 10", Behaviour.unreachable());
    assertTrue(bench.run().reason().contains("at most 15m old"));
    assertEquals(2, bench.world.started().size());
  }
}
