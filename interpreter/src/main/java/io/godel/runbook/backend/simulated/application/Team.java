package io.godel.runbook.backend.simulated.application;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One team, with whole agents told of and parts of them kept between two looks. */
final class Team {
  private static final int DIGITS_MAX = 18;

  final String name;
  final long rate;
  final Optional<String> source;
  double active;
  double pending;
  boolean paused;
  long maximum;
  private double begun;

  /** The numbers of agents that were removed before they began to work, in order. */
  private final List<Long> removed = new ArrayList<>();

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
    int gone = removedUpTo(number);
    while (names.size() < Math.min(most, pendingAgents())) {
      number++;
      if (gone < removed.size() && removed.get(gone) == number) {
        gone++;
      } else {
        names.add(name + "-" + number);
      }
    }
    return names;
  }

  /** The number of an agent that waits. */
  Optional<Long> waits(String agent) {
    int dash = name.length();
    boolean ours = agent.startsWith(name) && agent.startsWith("-", dash);
    if (!ours || !isNumber(agent, dash + 1)) {
      return Optional.empty();
    }
    long wanted = Long.parseLong(agent, dash + 1, agent.length(), 10);
    boolean waits = wanted > (long) begun && !isRemoved(wanted) && place(wanted) <= pendingAgents();
    return waits ? Optional.of(wanted) : Optional.empty();
  }

  /** Whether the text goes on with a number, as agents are numbered. */
  private static boolean isNumber(String text, int from) {
    int digits = text.length() - from;
    boolean isNumber = digits >= 1 && digits <= DIGITS_MAX && text.charAt(from) != '0';
    for (int i = from; isNumber && i < text.length(); i++) {
      isNumber = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return isNumber;
  }

  /** The how manieth it is of those that wait. */
  private long place(long agent) {
    long first = (long) begun;
    return agent - first - (removedUpTo(agent) - removedUpTo(first));
  }

  private boolean isRemoved(long agent) {
    return Collections.binarySearch(removed, agent) >= 0;
  }

  private int removedUpTo(long agent) {
    int place = Collections.binarySearch(removed, agent);
    return place >= 0 ? place + 1 : -(place + 1);
  }

  /**
   * @return whether an agent of that name waited
   */
  boolean remove(String agent) {
    Optional<Long> number = waits(agent);
    if (number.isEmpty()) {
      return false;
    }
    removed.add(removedUpTo(number.get()), number.get());
    pending = Math.max(0, pending - 1);
    return true;
  }
}
