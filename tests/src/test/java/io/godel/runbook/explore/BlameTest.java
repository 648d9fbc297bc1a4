package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.eval.Env;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.simulation.Fault;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.WorldAlone;
import java.time.Duration;
import java.time.Instant;
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

  private Simulation.Happened happened(int minute, Fault.Verb verb) {
    return new Simulation.Happened(at(minute), new Fault.Change(verb, List.of("primary")));
  }

  /** The database is away from the fifth minute to the eighth. */
  private Set<Violation> blamed(Watcher.Suspect... seen) {
    List<Simulation.Happened> outage =
        List.of(happened(5, Fault.Verb.STOP_SERVER), happened(8, Fault.Verb.START_SERVER));
    return new Blame(origin.setting().plan(), List.of(seen))
        .ofTheRun(new WorldAlone(origin.world(), outage), outage);
  }

  @Test
  void whatTheMisfortunesBreakAnywayIsNotTheRunsDoing() {
    assertEquals(Set.of(), blamed(broken(7)));
  }

  @Test
  void whatIsBrokenBeforeThemIs() {
    assertEquals(Set.of(NOTHING_ANSWERS), blamed(broken(4)));
  }

  @Test
  void theRunMayTakeAWhileLongerToGetOverIt() {
    assertEquals(Set.of(), blamed(broken(9)));
    assertEquals(Set.of(), blamed(broken(17)));
    assertEquals(Set.of(NOTHING_ANSWERS), blamed(broken(18)));
    assertEquals(Set.of(NOTHING_ANSWERS), blamed(broken(7), broken(9), broken(60)));
  }

  @Test
  void butNotWhereTwoServersTakeWrites() {
    Watcher.Suspect writers = new Watcher.Suspect(TWO_WRITERS, at(9), Optional.empty(), settings);
    assertEquals(Set.of(TWO_WRITERS), blamed(broken(9), writers));
  }
}
