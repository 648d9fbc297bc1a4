package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.backend.simulated.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The agents that teams have spawned, moved on lazily to the present at every look. */
final class Agents {
  /** So many agents come to their end in a minute, out of those that are active. */
  private static final double DONE_SHARE_A_MINUTE = 0.2;

  private static final Duration STEP = Duration.ofSeconds(1);

  private final Map<String, Team> teams = new LinkedHashMap<>();
  private final LongSupplier limit;
  private final VirtualTime time;
  private Instant settled;

  /** One team, with whole agents told of and parts of them kept between two looks. */
  static final class Team {
    double active;
    double pending;
    final long rate;
    boolean paused;
    long maximum = Long.MAX_VALUE;

    Team(ApplicationSpec.Team spec) {
      this.active = spec.active();
      this.pending = spec.pending();
      this.rate = spec.rate();
    }
  }

  /**
   * @param limit how many may be active at once, in the whole of the application
   */
  Agents(List<ApplicationSpec.Team> specs, LongSupplier limit, VirtualTime time) {
    specs.forEach(spec -> teams.put(spec.name(), new Team(spec)));
    this.limit = limit;
    this.time = time;
    this.settled = time.now();
  }

  /** In steps that are always the same, so that looking changes nothing. */
  private void settle() {
    while (!settled.plus(STEP).isAfter(time.now())) {
      settled = settled.plus(STEP);
      step();
    }
  }

  private void step() {
    double minutes = STEP.toMillis() / 60_000.0;
    for (Team team : teams.values()) {
      team.active *= 1 - DONE_SHARE_A_MINUTE * minutes;
      if (!team.paused) {
        double room = Math.max(0, team.maximum - team.active - team.pending);
        team.pending += Math.min(room, team.rate * minutes);
      }
    }
    double free = Math.max(0, limit.getAsLong() - total(team -> team.active));
    for (Team team : teams.values()) {
      double begun = team.paused ? 0 : Math.min(team.pending, free);
      team.pending -= begun;
      team.active += begun;
      free -= begun;
    }
  }

  private double total(java.util.function.ToDoubleFunction<Team> part) {
    return teams.values().stream().mapToDouble(part).sum();
  }

  Map<String, Team> teams() {
    settle();
    return teams;
  }

  long active() {
    settle();
    return Math.round(total(team -> team.active));
  }

  long pending() {
    settle();
    return Math.round(total(team -> team.pending));
  }

  /** In a minute, of the teams that are not paused. */
  long spawnRate() {
    return teams.values().stream().filter(team -> !team.paused).mapToLong(team -> team.rate).sum();
  }
}
