package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives pods their life: a place, start, probes, crashes with back-off, end. */
final class Kubelet {
  static final Duration SCHEDULING = Duration.ofMillis(50);
  private static final Duration NO_NODE = Duration.ofSeconds(2);
  private static final Duration CONTAINER_STARTS = Duration.ofSeconds(1);
  private static final Duration PROBE_PERIOD = Duration.ofSeconds(5);
  private static final int FAILED_PROBES_MAX = 3;
  private static final Duration CRASH_AFTER = Duration.ofSeconds(1);
  private static final Duration STOPPING = Duration.ofSeconds(1);
  private static final Duration REMOVING = Duration.ofMillis(400);

  /** What a cloud and the file system on it take for more room. */
  private static final Duration ENLARGING = Duration.ofSeconds(30);

  /** The node controller's monitoring grace period and the default toleration. */
  private static final Duration LOST_AFTER = Duration.ofSeconds(40);

  private static final Duration EVICTED_AFTER = Duration.ofMinutes(5);

  /** What the pods have behind them that a world begins with. */
  private static final Duration RUNNING_FOR = Duration.ofDays(1);

  private final Cluster cluster;
  private final Set<String> crashing = new LinkedHashSet<>();
  private Instant schedulerIsFree = Instant.MIN;

  Kubelet(Cluster cluster) {
    this.cluster = cluster;
  }

  /** A pod that the world begins with: it has been running for long. */
  void existing(Pod pod) {
    claimFor(pod.owner, pod.name);
    bind(pod);
    begin(pod);
    pod.startedAt = Optional.of(cluster.time.now().minus(RUNNING_FOR));
    pod.ready = true;
    probeLater(pod, PROBE_PERIOD);
  }

  /** A pod that the world begins with, between two crashes. */
  void existingCrashLoop(Pod pod) {
    claimFor(pod.owner, pod.name);
    bind(pod);
    begin(pod);
    crashing.add(pod.uid);
    stop(pod);
    pod.previousLog = Optional.of(List.copyOf(pod.log));
    pod.restarts = 1;
    pod.crashes = 2;
    backOff(pod);
  }

  /** A new pod of a workload; the scheduler places one after the other. */
  void create(Workload owner, String name, String revision) {
    Pod pod = new Pod(owner, name, cluster.madeUp(12), revision);
    owner.pods.add(pod);
    cluster.changed(pod);
    Instant now = cluster.time.now();
    schedulerIsFree = (now.isAfter(schedulerIsFree) ? now : schedulerIsFree).plus(SCHEDULING);
    cluster.time.lookAfter(Duration.between(now, schedulerIsFree), () -> place(pod));
  }

  /**
   * @return whether it has a place now
   */
  private boolean place(Pod pod) {
    if (isGone(pod) || pod.terminating) {
      return false;
    }
    Optional<String> node = cluster.place(pod.owner);
    if (node.isEmpty()) {
      cluster.time.lookAfter(NO_NODE, () -> place(pod));
      return false;
    }
    pod.node = node.get();
    pod.waitingReason = Optional.of("ContainerCreating");
    bind(pod);
    cluster.changed(pod);
    cluster.time.after(CONTAINER_STARTS, () -> run(pod));
    return true;
  }

  /** Makes the pod's claim where there is none; false while the old one is still ending. */
  boolean claimFor(Workload owner, String podName) {
    if (owner.claimTemplate.isEmpty()) {
      return true;
    }
    String key = claimKey(owner, podName);
    if (!cluster.claims.containsKey(key)) {
      cluster.makeClaim(key, owner.claimSize).used = owner.claimUsed;
      owner.claimUsed = 0;
    }
    return !cluster.claims.get(key).terminating;
  }

  private static String claimKey(Workload owner, String podName) {
    return Cluster.key(owner.namespace, owner.claimTemplate.orElseThrow() + "-" + podName);
  }

  private void bind(Pod pod) {
    if (pod.owner.claimTemplate.isPresent()) {
      Claim claim = cluster.claims.get(claimKey(pod.owner, pod.name));
      claim.bound = true;
      pod.volume = Optional.of(claim.volume);
    }
  }

  private void run(Pod pod) {
    if (isGone(pod) || pod.terminating || pod.running || !cluster.isUp(pod.node)) {
      return;
    }
    if (pod.startedAt.isPresent()) {
      pod.restarts++;
    }
    begin(pod);
    if (crashing.contains(pod.uid) || pod.owner.endsAtOnce(pod.environment)) {
      int incarnation = pod.restarts;
      cluster.time.after(
          CRASH_AFTER,
          () -> {
            if (pod.restarts == incarnation) {
              end(pod);
            }
          });
    } else {
      probeLater(pod, pod.owner.startup);
    }
  }

  private void begin(Pod pod) {
    pod.phase = "RUNNING";
    pod.running = true;
    pod.failedProbes = 0;
    pod.waitingReason = Optional.empty();
    pod.environment = environment(pod.owner);
    if (pod.startedAt.isPresent()) {
      pod.previousLog = Optional.of(List.copyOf(pod.log));
    }
    pod.startedAt = Optional.of(cluster.time.now());
    pod.log.clear();
    pod.owner.startLog.forEach(pod::print);
    pod.owner.program.started(pod);
    cluster.changed(pod);
  }

  /** What is set on the container itself wins over what it takes from ConfigMaps. */
  private Map<String, String> environment(Workload owner) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String config : owner.template.configMaps()) {
      environment.putAll(
          cluster.configMaps.getOrDefault(Cluster.key(owner.namespace, config), Map.of()));
    }
    environment.putAll(owner.template.variables());
    return Map.copyOf(environment);
  }

  private void probeLater(Pod pod, Duration delay) {
    int incarnation = pod.restarts;
    cluster.time.lookAfter(delay, () -> probe(pod, incarnation));
  }

  /**
   * One success makes ready; only several failures in a row take that back. A steady program is
   * asked again once something has happened.
   *
   * @return whether the pod is ready now and was not, or the other way round
   */
  private boolean probe(Pod pod, int incarnation) {
    if (pod.restarts != incarnation
        || isGone(pod)
        || pod.terminating
        || !pod.running
        || !cluster.isUp(pod.node)) {
      return false;
    }
    long printed = pod.printed;
    boolean passed = pod.owner.program.ready(pod);
    pod.failedProbes = passed ? 0 : pod.failedProbes + 1;
    boolean ready = passed || pod.ready && pod.failedProbes < FAILED_PROBES_MAX;
    boolean changed = ready != pod.ready;
    if (changed) {
      pod.ready = ready;
      cluster.changed(pod);
    }
    if (ready && pod.owner.program == Program.HEALTHY) {
      return changed;
    }
    if (passed == ready && pod.owner.program.isSteady(pod)) {
      List<String> said = pod.since(printed);
      cluster.time.lookOnceChanged(
          PROBE_PERIOD, times -> pod.repeat(said, times), () -> probe(pod, incarnation));
    } else {
      probeLater(pod, PROBE_PERIOD);
    }
    return changed;
  }

  void crash(Pod pod) {
    if (pod.running) {
      end(pod);
    }
  }

  void crashLoop(Pod pod) {
    crashing.add(pod.uid);
    crash(pod);
  }

  /** The container ends by itself; it is started again, after the first time with a pause. */
  private void end(Pod pod) {
    if (isGone(pod) || !pod.running || pod.terminating || !cluster.isUp(pod.node)) {
      return;
    }
    boolean wasStable =
        pod.startedAt.orElseThrow().plus(BackOff.FORGOTTEN).isBefore(cluster.time.now());
    pod.crashes = wasStable ? 1 : pod.crashes + 1;
    stop(pod);
    cluster.changed(pod);
    cluster.time.after(CONTAINER_STARTS, () -> again(pod));
  }

  private void again(Pod pod) {
    if (pod.crashes == 1) {
      run(pod);
    } else if (!isGone(pod) && !pod.terminating && cluster.isUp(pod.node)) {
      backOff(pod);
    }
  }

  private void backOff(Pod pod) {
    pod.waitingReason = Optional.of("CrashLoopBackOff");
    cluster.changed(pod);
    cluster.time.after(BackOff.before(pod.crashes), () -> run(pod));
  }

  private static void stop(Pod pod) {
    boolean wasRunning = pod.running;
    pod.running = false;
    pod.ready = false;
    if (wasRunning) {
      pod.owner.program.stopped(pod);
    }
  }

  /**
   * Ends the pod in good order: it stays ready until its program has ended. On a lost node nobody
   * confirms that, so it never is gone.
   */
  void delete(Pod pod) {
    if (pod.terminating) {
      return;
    }
    pod.terminating = true;
    cluster.changed(pod);
    if (cluster.isUp(pod.node)) {
      cluster.time.after(STOPPING, () -> finish(pod));
    }
  }

  private void finish(Pod pod) {
    if (!cluster.isUp(pod.node)) {
      return;
    }
    stop(pod);
    pod.phase = "SUCCEEDED";
    pod.waitingReason = Optional.empty();
    cluster.changed(pod);
    cluster.time.after(REMOVING, () -> forget(pod));
  }

  /** The API server knows the pod no more, whatever still runs of it. */
  void forget(Pod pod) {
    pod.owner.pods.remove(pod);
    pod.owner.claimTemplate.ifPresent(name -> collect(claimKey(pod.owner, pod.name)));
    cluster.changed(pod);
  }

  private static boolean isGone(Pod pod) {
    return !pod.owner.pods.contains(pod);
  }

  void enlarge(Claim claim, long size) {
    cluster.time.after(ENLARGING, () -> claim.size = Math.max(claim.size, size));
  }

  /** Removes a claim that is deleted and in no use: it goes with the last pod that uses it. */
  void collect(String key) {
    Claim claim = cluster.claims.get(key);
    boolean used =
        claim != null
            && cluster.pods().stream()
                .anyMatch(pod -> pod.volume.filter(claim.volume::equals).isPresent());
    if (claim != null && claim.terminating && !used) {
      cluster.claimGone(key);
    }
  }

  /** Pods of a node that answers no more: first not ready, then evicted, which nobody confirms. */
  void lost(String node) {
    cluster.time.after(
        LOST_AFTER,
        () ->
            on(node)
                .forEach(
                    pod -> {
                      pod.ready = false;
                      cluster.changed(pod);
                    }));
    cluster.time.after(EVICTED_AFTER.plus(LOST_AFTER), () -> on(node).forEach(this::delete));
  }

  /** Pods that were to go are gone now; the others are probed again. */
  void returned(String node) {
    for (Pod pod : on(node)) {
      if (pod.terminating) {
        pod.terminating = false;
        delete(pod);
      } else if (pod.running) {
        probeLater(pod, PROBE_PERIOD);
      } else {
        cluster.time.after(SCHEDULING, () -> run(pod));
      }
    }
  }

  private List<Pod> on(String node) {
    return cluster.pods().stream().filter(pod -> pod.node.equals(node)).toList();
  }
}
