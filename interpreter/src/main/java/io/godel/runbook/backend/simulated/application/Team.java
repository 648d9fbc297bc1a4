package io.godel.runbook.backend.simulated.application;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One team, with whole agents told of and parts of them kept between two looks. */
final class Team {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  final String name;
  final long rate;
  final Optional<String> source;
  double active;
  double pending;
  boolean paused;
  long maximum;
  private double begun;
  private final Set<Long> removed = new HashSet<>();

  Team(ApplicationSpec.Team spec) {
    this.name = spec.name();
    this.active = spec.active();
    this.pending = spec.pending();
    this.rate = spec.rate();
    this.source = spec.source();
    this.paused = spec.paused();
    this.maximum = spec.atMost().orElse(Long.MAX_VALUE);
  }

  long activeAgents() {
    return Math.round(active);
  }

  long pendingAgents() {
    return Math.round(pending);
  }

  /** So many of those that wait begin to work. */
  void begin(double agents) {
    pending -= agents;
    active += agents;
    begun += agents;
  }

  /** What the agents that wait are called, the one that waits longest first. */
  List<String> waiting(long most) {
    List<String> names = new ArrayList<>();
    long number = (long) begun;
    while (names.size() < Math.min(most, pendingAgents())) {
      number++;
      if (!removed.contains(number)) {
        names.add(name + "-" + number);
      }
    }
    return names;
  }

  /** The number of an agent that waits. */
  Optional<Long> waits(String agent) {
    String number = agent.startsWith(name + "-") ? agent.substring(name.length() + 1) : "";
    if (!NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    long wanted = Long.parseLong(number);
    boolean waits =
        wanted > (long) begun && !removed.contains(wanted) && place(wanted) <= pendingAgents();
    return waits ? Optional.of(wanted) : Optional.empty();
  }

  /** The how manieth it is of those that wait. */
  private long place(long agent) {
    long first = (long) begun;
    long place = agent - first;
    if (place > pendingAgents()) {
      for (long each : removed) {
        place -= each > first && each <= agent ? 1 : 0;
      }
    }
    return place;
  }

  /**
   * @return whether an agent of that name waited
   */
  boolean remove(String agent) {
    Optional<Long> number = waits(agent);
    if (number.isEmpty()) {
      return false;
    }
    removed.add(number.get());
    pending = Math.max(0, pending - 1);
    return true;
  }
}
