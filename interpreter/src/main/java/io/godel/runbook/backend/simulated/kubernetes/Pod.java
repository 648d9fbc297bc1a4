package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One pod; its name may come back, its uid never does. */
public final class Pod {
  private static final int LINES_MAX = 1_000;

  final String namespace;
  final String name;
  final String uid;
  final Workload owner;
  final int revision;
  final Deque<String> log = new ArrayDeque<>();
  final List<String> previousLog = new ArrayList<>();
  String node;
  String phase = "PENDING";
  boolean ready;
  boolean running;
  boolean terminating;
  int restarts;
  int crashes;
  Optional<String> waitingReason = Optional.empty();
  Optional<Instant> startedAt = Optional.empty();
  Optional<String> volume = Optional.empty();
  Map<String, String> environment = Map.of();

  Pod(Workload owner, String name, String uid, String node) {
    this.namespace = owner.namespace;
    this.owner = owner;
    this.name = name;
    this.uid = uid;
    this.node = node;
    this.revision = owner.revision;
  }

  public String name() {
    return name;
  }

  public String workload() {
    return owner.name;
  }

  public String uid() {
    return uid;
  }

  /** When its container was started last. */
  public Optional<Instant> startedAt() {
    return startedAt;
  }

  /**
   * The settings that the container was started with: a change of a ConfigMap does not reach it.
   */
  public Map<String, String> environment() {
    return environment;
  }

  /** What the claim of the pod is bound to; another volume holds other data. */
  public Optional<String> volume() {
    return volume;
  }

  public boolean isRunning() {
    return running;
  }

  public boolean isReady() {
    return ready;
  }

  /** A line of the program's output. */
  public void print(String line) {
    log.addLast(line);
    if (log.size() > LINES_MAX) {
      log.removeFirst();
    }
  }

  /**
   * The last lines, the oldest first; between two starts the container that ended is the previous
   * one.
   */
  List<String> lines(int tail, boolean previous) {
    List<String> all = previous && running ? previousLog : List.copyOf(log);
    return all.subList(Math.max(0, all.size() - tail), all.size());
  }
}
