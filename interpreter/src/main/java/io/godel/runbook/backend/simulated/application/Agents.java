package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.backend.simulated.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The agents that teams have spawned, moved on lazily to the present at every look. */
final class Agents {
  /** So many agents come to their end in a minute, out of those that are active. */
  private static final double DONE_SHARE_A_MINUTE = 0.2;

  private static final Duration STEP = Duration.ofSeconds(1);

  private final Map<String, Team> teams = new LinkedHashMap<>();
  private final Rules rules;
  private final VirtualTime time;
  private Instant settled;

  /**
   * What is the same for all teams.
   *
   * @param active how many may be active at once, in the whole of the application
   * @param starts how many can begin in a minute
   */
  record Limits(long active, double starts) {}

  /** What the settings of the moment allow. */
  interface Rules {
    Limits limits();

    /** How many of those that a team asks for in a minute are let in. */
    long letIn(Team team);
  }

  /**
   * @param rules asked anew at every look
   */
  Agents(List<ApplicationSpec.Team> specs, Rules rules, VirtualTime time) {
    specs.forEach(spec -> teams.put(spec.name(), new Team(spec)));
    this.rules = rules;
    this.time = time;
    this.settled = time.now();
    time.beforeChanges(this::settle);
  }

  /** In steps that are always the same, so that looking changes nothing. */
  private void settle() {
    if (settled.plus(STEP).isAfter(time.now())) {
      return;
    }
    // What the settings allow is the same for all steps that are made up for at once: before it
    // becomes another, they are made up for.
    Limits limits = rules.limits();
    long[] rates = teams.values().stream().mapToLong(this::rate).toArray();
    while (!settled.plus(STEP).isAfter(time.now())) {
      settled = settled.plus(STEP);
      step(limits, rates);
    }
  }

  /**
   * @param rates of the teams, in their order
   */
  private void step(Limits limits, long[] rates) {
    double minutes = STEP.toMillis() / 60_000.0;
    int place = 0;
    for (Team team : teams.values()) {
      team.active *= 1 - DONE_SHARE_A_MINUTE * minutes;
      double room = Math.max(0, team.maximum - team.active - team.pending);
      team.pending += Math.min(room, rates[place++] * minutes);
    }
    double free = Math.max(0, limits.active() - total(team -> team.active));
    free = Math.min(free, limits.starts() * minutes);
    for (Team team : teams.values()) {
      double begun = team.paused ? 0 : Math.min(team.pending, free);
      team.begin(begun);
      free -= begun;
    }
  }

  private long rate(Team team) {
    return team.paused ? 0 : rules.letIn(team);
  }

  private double total(ToDoubleFunction<Team> part) {
    double total = 0;
    for (Team team : teams.values()) {
      total += part.applyAsDouble(team);
    }
    return total;
  }

  Map<String, Team> teams() {
    settle();
    return teams;
  }

  long active() {
    return whole(Team::activeAgents);
  }

  long pending() {
    return whole(Team::pendingAgents);
  }

  private long whole(ToLongFunction<Team> part) {
    settle();
    return teams.values().stream().mapToLong(part).sum();
  }

  /** In a minute, of the teams that are not paused. */
  long spawnRate() {
    return teams.values().stream().mapToLong(this::rate).sum();
  }
}
