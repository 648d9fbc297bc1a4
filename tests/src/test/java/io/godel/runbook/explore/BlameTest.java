package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.eval.Env;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.simulation.Fault;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.WorldAlone;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlameTest {
  private static final Violation NOTHING_ANSWERS =
      new Violation(Violation.Kind.INVARIANT, "some pod of the API answers");
  private static final Violation TWO_WRITERS =
      new Violation(Violation.Kind.TWO_WRITERS, "primary and replica");

  private Origin origin;
  private Plan.Invariant invariant;
  private Env settings;
  private Instant start;

  @BeforeEach
  void aPlatformOnWhichNothingIsWrong() {
    origin = Explored.shipped("agent-storm", "healthy", 0);
    invariant = origin.setting().plan().invariants().get(0);
    Telling plain = Telling.of(origin, Story.PLAIN);
    plain.end(origin, Story.PLAIN, Optional.empty(), false);
    settings = plain.watcher().settings();
    start = origin.world().time().now();
  }

  private Instant at(int minute) {
    return start.plus(Duration.ofMinutes(minute));
  }

  private Watcher.Suspect broken(int minute) {
    return new Watcher.Suspect(NOTHING_ANSWERS, at(minute), Optional.of(invariant), settings);
  }

  private static Simulation.Happened happened(Instant at, Fault.Verb verb) {
    return new Simulation.Happened(at, new Fault.Change(verb, List.of("primary")));
  }

  /** The database is away from the fifth minute on, for so many seconds. */
  private Set<Violation> blamed(int seconds, Watcher.Suspect... seen) {
    return new Blame(origin.setting().plan(), later -> outage(at(5).plus(later), seconds))
        .of(List.of(seen));
  }

  private WorldAlone outage(Instant from, int seconds) {
    return new WorldAlone(
        origin.world(),
        List.of(
            happened(from, Fault.Verb.STOP_SERVER),
            happened(from.plusSeconds(seconds), Fault.Verb.START_SERVER)));
  }

  @Test
  void whatTheMisfortunesBreakAnywayIsNotTheRunsDoing() {
    assertEquals(Set.of(), blamed(180, broken(7)));
  }

  @Test
  void whatIsBrokenBeforeThemIs() {
    assertEquals(Set.of(NOTHING_ANSWERS), blamed(180, broken(4)));
  }

  @Test
  void theRunMayTakeAWhileLongerToGetOverIt() {
    assertEquals(Set.of(), blamed(180, broken(9)));
    assertEquals(Set.of(), blamed(180, broken(18)));
    assertEquals(Set.of(NOTHING_ANSWERS), blamed(180, broken(19)));
    assertEquals(Set.of(NOTHING_ANSWERS), blamed(180, broken(7), broken(9), broken(60)));
  }

  @Test
  void whetherAProbeComesInAShortOutageIsChance() {
    Set<Set<Violation>> found = new HashSet<>();
    for (int seconds = 1; seconds < 60; seconds++) {
      found.add(blamed(seconds, broken(6)));
    }
    assertEquals(Set.of(Set.of(), Set.of(NOTHING_ANSWERS)), found);
  }

  @Test
  void butNotWhereTwoServersTakeWrites() {
    Watcher.Suspect writers = new Watcher.Suspect(TWO_WRITERS, at(9), Optional.empty(), settings);
    assertEquals(Set.of(TWO_WRITERS), blamed(180, broken(9), writers));
  }
}
