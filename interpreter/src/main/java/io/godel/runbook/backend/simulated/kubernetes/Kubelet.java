package io.godel.runbook.backend.simulated.kubernetes;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives pods their life: start, probes, crashes with back-off, end. */
final class Kubelet {
  private static final Duration SCHEDULING = Duration.ofSeconds(2);
  private static final Duration PROBE_PERIOD = Duration.ofSeconds(5);
  private static final Duration CRASH_AFTER = Duration.ofSeconds(2);
  private static final Duration BACK_OFF_FIRST = Duration.ofSeconds(10);
  private static final Duration BACK_OFF_MAX = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** The node controller's monitoring grace period and the default toleration. */
  private static final Duration LOST_AFTER = Duration.ofSeconds(40);

  private static final Duration EVICTED_AFTER = Duration.ofMinutes(5);

  private final Cluster cluster;
  private final Set<String> crashing = new LinkedHashSet<>();

  Kubelet(Cluster cluster) {
    this.cluster = cluster;
  }

  /** A pod that the world begins with: it has been running for long. */
  void existing(Pod pod) {
    if (pod.node.isEmpty()) {
      cluster.time.after(SCHEDULING, () -> run(pod));
      return;
    }
    claim(pod);
    begin(pod);
    pod.ready = pod.owner.program.ready(pod);
    probeLater(pod, PROBE_PERIOD);
  }

  /** The first look at a pod that was running before the world was. */
  void look(Pod pod) {
    pod.owner.program.started(pod);
    pod.ready = pod.owner.program.ready(pod);
  }

  /** A new pod of a workload. */
  Pod create(Workload owner, String name) {
    Pod pod = new Pod(owner, name, cluster.madeUp(12), cluster.place(owner));
    owner.pods.add(pod);
    cluster.changed();
    cluster.time.after(SCHEDULING, () -> run(pod));
    return pod;
  }

  private void run(Pod pod) {
    if (isGone(pod) || pod.terminating || !cluster.isUp(pod.node)) {
      return;
    }
    if (pod.node.isEmpty()) {
      pod.node = cluster.place(pod.owner);
      cluster.time.after(SCHEDULING, () -> run(pod));
      return;
    }
    if (!claim(pod)) {
      // The claim is being deleted: the pod waits until there is a new one.
      cluster.time.after(SCHEDULING, () -> run(pod));
      return;
    }
    begin(pod);
    if (crashing.contains(pod.uid)) {
      cluster.time.after(CRASH_AFTER, () -> end(pod));
    } else {
      probeLater(pod, pod.owner.startup);
    }
  }

  /** Binds the pod to its claim, making the claim when there is none. */
  private boolean claim(Pod pod) {
    if (pod.owner.claimTemplate.isEmpty()) {
      return true;
    }
    String name = pod.owner.claimTemplate.get() + "-" + pod.name;
    String key = Cluster.key(pod.namespace, name);
    Cluster.Claim claim = cluster.claims.get(key);
    if (claim == null) {
      claim = cluster.makeClaim(key, pod.owner.claimSize);
      claim.used = pod.owner.claimUsed;
      pod.owner.claimUsed = 0;
    }
    if (claim.terminating) {
      return false;
    }
    pod.volume = Optional.of(claim.volume);
    return true;
  }

  private void begin(Pod pod) {
    pod.phase = "RUNNING";
    pod.running = true;
    pod.waitingReason = Optional.empty();
    pod.startedAt = Optional.of(cluster.time.now());
    pod.environment = environment(pod.owner);
    pod.previousLog.clear();
    pod.previousLog.addAll(pod.log);
    pod.log.clear();
    pod.owner.program.started(pod);
    cluster.changed();
  }

  private Map<String, String> environment(Workload owner) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String config : owner.configMaps) {
      environment.putAll(
          cluster.configMaps.getOrDefault(Cluster.key(owner.namespace, config), Map.of()));
    }
    environment.putAll(owner.variables);
    return Map.copyOf(environment);
  }

  private void probeLater(Pod pod, Duration delay) {
    int incarnation = pod.restarts;
    cluster.time.after(delay, () -> probe(pod, incarnation));
  }

  private void probe(Pod pod, int incarnation) {
    boolean other = isGone(pod) || pod.terminating || !pod.running || pod.restarts != incarnation;
    if (other || !cluster.isUp(pod.node)) {
      return;
    }
    boolean ready = pod.owner.program.ready(pod);
    if (ready != pod.ready) {
      pod.ready = ready;
      cluster.changed();
      cluster.reconcile(pod.owner);
    }
    if (pod.owner.program != Program.HEALTHY || !ready) {
      probeLater(pod, PROBE_PERIOD);
    }
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

  /** The container ends by itself; it is started again after a pause that doubles. */
  private void end(Pod pod) {
    if (isGone(pod) || !pod.running || !cluster.isUp(pod.node)) {
      return;
    }
    pod.owner.lastWords.filter(words -> crashing.contains(pod.uid)).ifPresent(pod::print);
    stop(pod);
    pod.waitingReason = Optional.of("CrashLoopBackOff");
    Duration pause = BACK_OFF_FIRST;
    for (int i = 0; i < pod.crashes && pause.compareTo(BACK_OFF_MAX) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    pod.crashes++;
    pod.restarts++;
    cluster.changed();
    cluster.reconcile(pod.owner);
    cluster.time.after(pause.compareTo(BACK_OFF_MAX) > 0 ? BACK_OFF_MAX : pause, () -> run(pod));
  }

  private void stop(Pod pod) {
    boolean wasRunning = pod.running;
    pod.running = false;
    pod.ready = false;
    if (wasRunning) {
      pod.owner.program.stopped(pod);
    }
  }

  /** Ends the pod in good order; on a lost node nobody confirms that, so it never is gone. */
  void delete(Pod pod) {
    if (pod.terminating) {
      return;
    }
    pod.terminating = true;
    pod.ready = false;
    cluster.changed();
    if (!cluster.isUp(pod.node)) {
      return;
    }
    cluster.time.after(
        GRACE,
        () -> {
          if (cluster.isUp(pod.node)) {
            stop(pod);
            pod.owner.pods.remove(pod);
            release(pod);
            cluster.changed();
            cluster.reconcile(pod.owner);
          }
        });
  }

  private boolean isGone(Pod pod) {
    return !pod.owner.pods.contains(pod);
  }

  /** A claim that was deleted goes with the last pod that used it. */
  private void release(Pod pod) {
    pod.owner.claimTemplate.ifPresent(
        template -> collect(Cluster.key(pod.namespace, template + "-" + pod.name)));
  }

  /** Removes a claim that is deleted and in no use. */
  void collect(String key) {
    Cluster.Claim claim = cluster.claims.get(key);
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
                      cluster.changed();
                      cluster.reconcile(pod.owner);
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

  private java.util.List<Pod> on(String node) {
    return cluster.pods().stream().filter(pod -> pod.node.equals(node)).toList();
  }
}
