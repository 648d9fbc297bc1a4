package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
  final String revision;
  final Deque<String> log = new ArrayDeque<>();
  Optional<List<String>> previousLog = Optional.empty();

  /** How many lines there were ever, those of earlier containers included. */
  long printed;

  String node = "";
  String phase = "PENDING";
  boolean ready;
  boolean running;
  boolean terminating;
  int restarts;
  int crashes;
  int failedProbes;
  Optional<String> waitingReason = Optional.empty();
  Optional<Instant> startedAt = Optional.empty();
  Optional<String> volume = Optional.empty();
  Map<String, String> environment = Map.of();

  /**
   * @param revision the hash of the template that it is made from
   */
  Pod(Workload owner, String name, String uid, String revision) {
    this.namespace = owner.namespace;
    this.owner = owner;
    this.name = name;
    this.uid = uid;
    this.revision = revision;
  }

  public String name() {
    return name;
  }

  /** Where it runs; empty while it has no place. */
  public String node() {
    return node;
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

  public boolean isReady() {
    return ready;
  }

  /** Those of its workload, and those that controllers give it. */
  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>(owner.labels);
    if (owner.isSet) {
      labels.put("apps.kubernetes.io/pod-index", name.substring(owner.name.length() + 1));
      labels.put("controller-revision-hash", owner.name + "-" + revision);
      labels.put("statefulset.kubernetes.io/pod-name", name);
    } else {
      labels.put(ReplicaSetDocuments.HASH, revision);
    }
    return labels;
  }

  /** Whether its programs have ended for good: it is only there to be looked at. */
  boolean hasEnded() {
    return phase.equals("SUCCEEDED");
  }

  /** Whether requests are sent to it: one that is ending gets none, ready as it may still be. */
  public boolean isServing() {
    return running && ready && !terminating;
  }

  /** A line of the program's output. */
  public void print(String line) {
    log.addLast(line);
    printed++;
    if (log.size() > LINES_MAX) {
      log.removeFirst();
    }
  }

  /** The program prints the same so many times more. */
  void repeat(List<String> lines, long times) {
    for (long i = 0; i < times; i++) {
      lines.forEach(this::print);
    }
  }

  /** What was printed after so many lines; those that are kept no more are left out. */
  List<String> since(long before) {
    List<String> lines = new ArrayList<>();
    Iterator<String> newest = log.descendingIterator();
    for (long left = printed - before; left > 0 && newest.hasNext(); left--) {
      lines.add(0, newest.next());
    }
    return List.copyOf(lines);
  }

  /** The last lines, the oldest first. */
  List<String> lines(int tail) {
    return last(List.copyOf(log), tail);
  }

  /** Those of the container before the last restart; empty when there was none. */
  Optional<List<String>> previousLines(int tail) {
    return previousLog.map(lines -> last(lines, tail));
  }

  private static List<String> last(List<String> lines, int tail) {
    return lines.subList(Math.max(0, lines.size() - tail), lines.size());
  }
}
