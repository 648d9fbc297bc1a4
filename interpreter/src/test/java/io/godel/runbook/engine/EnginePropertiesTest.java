package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.journal.RecordJson;
import io.godel.runbook.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of every run, whatever the world and the people do. */
class EnginePropertiesTest {
  private static final Plan PROCEDURE = Bench.plan(Procedure.ITEMS + restart());

  /** A call that must not be made twice, in a step that is tried several times. */
  private static String restart() {
    return """
        scenario again "Again" when true {
          step restart "Restart" retry 3 times backoff 1s..10s {
            do k8s.rollout_restart(k8s.deployment("d", in: "n")) retry 2 times backoff 1s..4s
            do redis.set(r, "s", "1") retry 2 times backoff 1s..4s
            verify "it is ready" r.setting("s") == "1" and k8s.ready(k8s.deployment("d", in: "n"))
              within 20s every 5s
            undo {
              do redis.set(r, "s", "0") retry 2 times backoff 1s..4s
              verify "it is back" r.setting("s") == "0" within 20s every 5s
            }
          }
        }
        """;
  }

  private static final List<Behaviour> BEHAVIOURS =
      List.of(
          Behaviour.usual(),
          Behaviour.usual(),
          Behaviour.usual(),
          Behaviour.refused(),
          Behaviour.unreachable(),
          Behaviour.lostAfterTheEffect(),
          Behaviour.lostBeforeTheEffect(),
          Behaviour.silentAfterTheEffect(),
          Behaviour.silentBeforeTheEffect(),
          Behaviour.slow(Duration.ofSeconds(12)),
          Behaviour.slow(Duration.ofMinutes(2)));

  private static final List<String> CALLS =
      List.of(
          "set a 1",
          "set a 0",
          "set p 1",
          "set z 1",
          "set told 1",
          "set l2 1",
          "set l3 0",
          "set s 1",
          "set s 0",
          "rollout_restart",
          "post ops it begins",
          "setting a",
          "setting z",
          "setting s",
          "setting broken",
          "setting l2",
          "queue_length queue",
          "ping",
          "ready",
          "restarted_at");

  /** A world and people that behave as the seed says. */
  private static Bench random(long seed) {
    Random random = new Random(seed);
    Bench bench = Bench.of(PROCEDURE);
    bench.choosing(random.nextInt(3) == 0 ? "again" : "main");
    bench.world.put("queue", "0");
    for (String call : CALLS) {
      int scripted = random.nextInt(4);
      for (int i = 0; i < scripted; i++) {
        bench.world.next(call, BEHAVIOURS.get(random.nextInt(BEHAVIOURS.size())));
      }
    }
    if (random.nextInt(4) == 0) {
      bench.world.put("ready", "no");
    }
    people(bench, random);
    if (random.nextInt(3) == 0) {
      bench.after(Duration.ofSeconds(random.nextInt(300)), bench::abort);
    }
    return bench;
  }

  private static void people(Bench bench, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> bench.staff.says("a", Input.Decision.NO);
      case 1 -> bench.staff.silent("a");
      default -> bench.staff.takes("a", Duration.ofSeconds(random.nextInt(500)));
    }
    if (random.nextBoolean()) {
      Procedure.truthful(bench);
    }
  }

  @Property(tries = 300)
  void everyRunEnds(@ForAll long seed) {
    Bench bench = random(seed);
    assertNotNull(bench.run());
  }

  @Property(tries = 300)
  void noCallThatMustNotBeMadeTwiceTakesEffectTwice(@ForAll long seed) { // pain 13
    Bench bench = random(seed);
    bench.run();
    for (String call : List.of("rollout_restart", "post ops it begins")) {
      assertTrue(Collections.frequency(bench.world.effects(), call) <= 1, call);
    }
  }

  @Property(tries = 300)
  void asBeforeIsSaidOnlyWhenItIsTrue(@ForAll long seed) { // guarantee 10, pain 12
    Bench bench = random(seed);
    Ending ending = bench.run();
    if (ending.kind() == Ending.Kind.WORLD_AS_BEFORE) {
      assertTrue(
          bench.world.values().entrySet().stream().noneMatch(it -> it.getValue().equals("1")),
          () -> ending.reason() + " " + bench.world.values());
    }
  }

  @Property(tries = 100)
  void theSameScriptGivesTheSameJournalByteForByte(@ForAll long seed) { // guarantee 6
    assertEquals(journal(seed), journal(seed));
  }

  private static String journal(long seed) {
    Bench bench = random(seed);
    bench.run();
    return bench.journal.records().stream()
        .map(it -> RecordJson.write(it).toString())
        .collect(Collectors.joining("\n"));
  }

  @Property(tries = 150)
  void exactlyTheCompletedStepsAreUndoneInReverse(
      @ForAll @IntRange(min = 1, max = 8) int steps,
      @ForAll @IntRange(min = 0, max = 7) int failing,
      @ForAll boolean begun) { // pain 11
    int last = Math.min(failing, steps - 1);
    Bench bench =
        Bench.scenario(
            IntStream.range(0, steps)
                .mapToObj(it -> Bench.step("s" + it))
                .collect(Collectors.joining("\n")));
    String call = "set s" + last + " 1";
    if (begun) {
      bench.world.whenStarted("setting s" + last, () -> bench.world.put("s" + last, "2"));
      bench.world.whenStarted(
          "set s" + last + " 0", () -> bench.world.whenStarted("setting s" + last, () -> {}));
    } else {
      bench.world.always(call, Behaviour.refused());
    }
    assertEquals(Ending.Kind.WORLD_AS_BEFORE, bench.run().kind());
    List<String> expected = new ArrayList<>();
    for (int i = begun ? last : last - 1; i >= 0; i--) {
      expected.add("s" + i);
    }
    assertEquals(expected, bench.undone());
  }
}
