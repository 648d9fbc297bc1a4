package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.simulation.Simulation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PossibilitiesTest {
  @Test
  void whatDecidesAnUnknownOutcomeIsNeverOldNotEvenInALoop() {
    Origin origin = Explored.shipped("agent-storm", "agent-storm-over", 0);
    Story story = Story.PLAIN.with("on call 2 of k8s.patch: timeout after effect");
    Telling telling = Telling.of(origin, story);
    Trial trial = telling.end(origin, story, Optional.empty(), true);

    List<String> probes =
        telling.simulation().result().calls().stream()
            .filter(it -> it.call().id().matches(".*/decide\\[\\d+]@\\d+"))
            .map(PossibilitiesTest::stale)
            .toList();
    assertEquals(1, probes.size());
    assertFalse(
        trial.branches().stream()
            .flatMap(it -> it.ways().stream())
            .anyMatch(way -> probes.contains(way.event())));
  }

  @Test
  void aPollIsToldSomethingOldOnce() {
    Origin origin = Explored.shipped("agent-storm", "agent-storm", 0);
    Telling telling = Telling.of(origin, Story.PLAIN);
    Trial trial = telling.end(origin, Story.PLAIN, Optional.empty(), true);

    // The setting is another than before from the first look on, and is asked for until the pods
    // are.
    List<String> polls =
        telling.simulation().result().calls().stream()
            .filter(it -> it.call().action().equals("k8s.data"))
            .filter(it -> it.call().id().contains("every-pod-has-started"))
            .map(PossibilitiesTest::stale)
            .toList();
    assertTrue(polls.size() > 1, polls.toString());
    long old =
        trial.branches().stream()
            .flatMap(it -> it.ways().stream())
            .filter(way -> polls.contains(way.event()))
            .count();
    assertEquals(1, old);
  }

  /** What the undo sets is what somebody would keep. */
  @Test
  void anObjectIsSetBackFromTheFirstCallOnThatChangesIt() {
    Origin origin = Explored.shipped("database-failover", "primary-lost", 0);
    Story story = Story.PLAIN.with("deny promote");
    Telling telling = Telling.of(origin, story);
    Trial trial = telling.end(origin, story, Optional.empty(), true);

    long scaled =
        telling.simulation().result().calls().stream()
            .filter(it -> it.call().action().equals("k8s.scale"))
            .count();
    assertEquals(2, scaled, "to nothing, and back");
    assertEquals(
        List.of("on call 1 of k8s.scale: set back"),
        trial.branches().stream()
            .flatMap(it -> it.ways().stream())
            .map(Possibility::event)
            .filter(it -> it.endsWith("set back"))
            .toList());
  }

  @Test
  void aCallThatWasRefusedHasChangedNothingThatCouldBeSetBack() {
    Origin origin = Explored.shipped("database-failover", "primary-lost", 0);
    Story story = Story.PLAIN.with("on call 1 of k8s.patch: refuse conflict");
    Trial trial = Telling.of(origin, story).end(origin, story, Optional.empty(), true);

    assertEquals(
        List.of("on call 2 of k8s.patch: set back"),
        trial.branches().stream()
            .flatMap(it -> it.ways().stream())
            .map(Possibility::event)
            .filter(it -> it.matches(".*k8s.patch: set back"))
            .toList());
  }

  private static List<String> ways(Trial trial) {
    return trial.branches().stream()
        .flatMap(it -> it.ways().stream())
        .map(Possibility::event)
        .toList();
  }

  private static String failing(Simulation.Called called) {
    return "on call %d of %s: refuse unreachable"
        .formatted(called.number(), called.call().action());
  }

  /** The next round comes anyway. */
  @Test
  void aLookOfAPollFailsWhereThePollWouldEnd() {
    Origin origin = Explored.shipped("database-failover", "primary-lost", 0);
    Telling telling = Telling.of(origin, Story.PLAIN);
    List<String> ways = ways(telling.end(origin, Story.PLAIN, Optional.empty(), true));

    List<Simulation.Called> polls =
        telling.simulation().result().calls().stream()
            .filter(it -> origin.setting().places().polled().contains(Places.node(it.call().id())))
            .toList();
    Map<List<Object>, List<Simulation.Called>> byQuestion =
        polls.stream().collect(Collectors.groupingBy(it -> Asked.question(it.call())));
    List<List<Simulation.Called>> again =
        byQuestion.values().stream().filter(asked -> asked.size() > 2).toList();
    List<List<Simulation.Called>> once =
        byQuestion.values().stream().filter(asked -> asked.size() == 1).toList();
    assertFalse(again.isEmpty());
    assertFalse(once.isEmpty());
    again.forEach(
        asked ->
            assertTrue(asked.stream().map(PossibilitiesTest::failing).noneMatch(ways::contains)));
    once.forEach(asked -> assertTrue(ways.contains(failing(asked.get(0))), asked.toString()));
  }

  /** Without retries it is the same as to be refused for good. */
  @Test
  void onlyWhatIsTriedAgainIsRefusedForNow() {
    Origin origin = Explored.shipped("database-failover", "primary-lost", 0);
    Telling telling = Telling.of(origin, Story.PLAIN);
    List<String> ways = ways(telling.end(origin, Story.PLAIN, Optional.empty(), true));

    assertTrue(ways.contains("on call 1 of k8s.scale: refuse forbidden"));
    assertTrue(ways.stream().noneMatch(way -> way.endsWith("refuse conflict")));
  }

  /** Nobody acts in the rounds in which no agents are left. */
  @Test
  void aQuestionOfALoopIsDisturbedOnceUntilSomebodyActs() {
    Origin origin = Explored.shipped("agent-storm", "agent-storm-attack", 0);
    Telling telling = Telling.of(origin, Story.PLAIN);
    List<String> ways = ways(telling.end(origin, Story.PLAIN, Optional.empty(), true));

    List<Simulation.Called> calls = telling.simulation().result().calls();
    int last =
        calls.stream()
            .filter(it -> it.call().action().equals("http.delete"))
            .mapToInt(Simulation.Called::record)
            .max()
            .orElseThrow();
    List<Simulation.Called> idle =
        calls.stream()
            .filter(it -> it.record() > last)
            .filter(it -> it.call().id().matches(".*/remove_strangers/.*/team\\[\\d+]@\\d+"))
            .toList();
    assertTrue(idle.size() > 4, idle.size() + " looks after the last deletion");
    assertEquals(
        idle.subList(0, 2).stream().map(PossibilitiesTest::failing).toList(),
        idle.stream().map(PossibilitiesTest::failing).filter(ways::contains).toList());
  }

  private static String stale(Simulation.Called called) {
    return "on call %d of %s: stale".formatted(called.number(), called.call().action());
  }
}
