package io.godel.runbook.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults as people write them. */
class FaultReaderTest {

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            "at 1m30s: lose node node-a",
            new Fault.At(Duration.ofSeconds(90)),
            new Fault.Change(Fault.Verb.LOSE_NODE, List.of("node-a"))),
        Arguments.of(
            "when step fence starts: crash pod postgres-0",
            new Fault.StepStarts("fence"),
            new Fault.Change(Fault.Verb.CRASH_POD, List.of("postgres-0"))),
        Arguments.of(
            "on call 2 of k8s.scale: timeout",
            new Fault.OnCall(2, "k8s.scale"),
            new Fault.Silence(false)),
        Arguments.of(
            "on every call of k8s.scale: timeout after effect",
            new Fault.OnCall(0, "k8s.scale"),
            new Fault.Silence(true)),
        Arguments.of(
            "on call 1 of pg.promote: refuse forbidden",
            new Fault.OnCall(1, "pg.promote"),
            new Fault.Refusal("forbidden")),
        Arguments.of(
            "on call 1 of pg.promote: slow 5s",
            new Fault.OnCall(1, "pg.promote"),
            new Fault.Slowness(Duration.ofSeconds(5))),
        Arguments.of(
            "on call 3 of pg.writable: stale",
            new Fault.OnCall(3, "pg.writable"),
            new Fault.Staleness()),
        Arguments.of(
            "on call 1 of k8s.scale: set back",
            new Fault.OnCall(1, "k8s.scale"),
            new Fault.Keeping()),
        Arguments.of("before record 17: kill", new Fault.AtRecord(17, true), new Fault.Kill()),
        Arguments.of("after record 17: kill", new Fault.AtRecord(17, false), new Fault.Kill()),
        Arguments.of(
            "when step fence starts: abort", new Fault.StepStarts("fence"), new Fault.Abort()),
        Arguments.of(
            "on call 1 of k8s.scale:   slow start   godel-api 2m  ",
            new Fault.OnCall(1, "k8s.scale"),
            new Fault.Change(Fault.Verb.SLOW_START, List.of("godel-api", "2m"))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void areReadWithTriggerAndEffect(String text, Fault.Trigger trigger, Fault.Effect effect) {
    assertEquals(Optional.of(new Fault(trigger, effect, text)), FaultReader.read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ": ",
        "crash pod postgres-0",
        "at : crash pod postgres-0",
        "at 30: crash pod postgres-0",
        "at soon: crash pod postgres-0",
        "when fence starts: crash pod postgres-0",
        "when step fence ends: crash pod postgres-0",
        "on call 0 of k8s.scale: timeout",
        "on call -1 of k8s.scale: timeout",
        "on call 10000000 of k8s.scale: timeout",
        "on call 1: timeout",
        "at 30s: timeout",
        "at 30s: slow 5s",
        "when step fence starts: refuse forbidden",
        "on call 1 of k8s.scale: timeout before effect",
        "on call 1 of k8s.scale: refuse",
        "on call 1 of k8s.scale: refuse not found",
        "on call 1 of k8s.scale: slow",
        "on call 1 of k8s.scale: slow down",
        "at 30s: crash pod",
        "at 30s: crash pod postgres-0 redis-0",
        "at 30s: crash",
        "at 30s: explode node-a",
        "at 30s: slow start godel-api soon",
        "at 30s: unreachable k8s",
        "at 30s: unreachable k8s 5",
        "at 30s: write rate postgres fast",
        "at 30s: fill redis redis 10MB"
      })
  void areRefusedWhenTheyAreNone(String text) {
    assertEquals(Optional.empty(), FaultReader.read(text));
  }

  @Test
  void theHelpNamesEveryVerb() {
    for (Fault.Verb verb : Fault.Verb.values()) {
      assertTrue(FaultReader.FORM.contains(verb.written()), verb.written());
    }
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
            "at",
            "30s",
            "1h",
            "when",
            "step",
            "fence",
            "starts",
            "on",
            "call",
            "every",
            "1",
            "0",
            "of",
            "k8s.scale",
            "timeout",
            "after",
            "effect",
            "refuse",
            "slow",
            "start",
            "crash",
            "pod",
            "loop",
            "node",
            "unreachable",
            "rate",
            "write",
            "16MiB",
            "")
        .list()
        .ofMaxSize(7)
        .map(list -> String.join(" ", list));
  }

  /** Only a call can be refused, be slow or stay without an answer. */
  @Property
  void whatDisturbsCallsStandsBehindCalls(
      @ForAll("words") String trigger, @ForAll("words") String effect) {
    for (String when : List.of(trigger, "at 30s", "when step fence starts", "on call 1 of a.b")) {
      String text = when + ": " + effect;
      FaultReader.read(text)
          .ifPresent(
              fault -> {
                assertEquals(text, fault.text());
                assertTrue(
                    fault.effect() instanceof Fault.Change
                        || fault.trigger() instanceof Fault.OnCall);
              });
    }
  }
}
