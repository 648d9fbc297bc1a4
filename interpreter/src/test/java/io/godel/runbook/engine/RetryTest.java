package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Retries, timeouts and polls: all of them allowed, counted and bounded. */
class RetryTest {

  private static Bench act(String policy) {
    return Bench.scenario(
        """
        step a "Do a" {
          do redis.set(r, "a", "1") %s
          verify "a is set" r.setting("a") == "1" within 10s every 2s
          undo keep because "it is a test"
        }
        """
            .formatted(policy));
  }

  @Test
  void aCallIsRetriedWithGrowingPauses() {
    Bench bench = act("retry 4 times backoff 1s..5s");
    bench.world.next(
        "set a 1", Collections.nCopies(4, Behaviour.unreachable()).toArray(Behaviour[]::new));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(
        List.of(1L, 2L, 4L, 5L),
        bench.told(Notice.RetryPlanned.class).stream().map(it -> it.pause().toSeconds()).toList());
    assertEquals(5, bench.world.started().size());
  }

  @Test
  void aTryThatCannotConnectIsATryToo() {
    Bench bench = act("retry 2 times backoff 1s..5s");
    bench.world.always("set a 1", Behaviour.unreachable());
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals(3, bench.world.started().size());
  }

  @Test
  void withoutRetryACallIsMadeOnce() {
    Bench bench = act("");
    bench.world.always("set a 1", Behaviour.unreachable());
    Ending ending = bench.run();
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, ending.kind());
    assertEquals("redis.set: it was unreachable", ending.reason());
    assertEquals(1, bench.world.started().size());
  }

  @Test
  void whatTheOtherSideDoesNotWantIsNotRetried() {
    Bench bench = act("retry 4 times backoff 1s..5s");
    bench.world.always("set a 1", Behaviour.refused());
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    assertEquals(1, bench.world.started().size());
  }

  @Test
  void aVerificationIsPolledUntilItHolds() {
    Bench bench = Bench.scenario(Bench.step("a"));
    bench.world.always("set a 1", Behaviour.usual());
    bench.when(Notice.CallEnded.class, () -> bench.world.put("a", "not yet"));
    bench.after(Duration.ofSeconds(5), () -> bench.world.put("a", "1"));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    List<Notice.Polled> looks =
        bench.told(Notice.Polled.class).stream().filter(it -> it.node().contains("/a/")).toList();
    assertEquals(4, looks.size());
  }

  @Test
  void aVerificationThatNeverHoldsIsGivenUpInTime() {
    Bench bench = Bench.scenario(Bench.step("a"));
    bench.when(Notice.CallEnded.class, () -> bench.world.put("a", "never"));
    Ending ending = bench.run();
    assertTrue(ending.reason().startsWith("not verified within 10s: a is set"), ending.reason());
    assertTrue(
        bench.told(Notice.PollEnded.class).get(0).after().compareTo(Duration.ofSeconds(10)) <= 0);
    assertEquals(List.of("a"), bench.undone());
  }
}
