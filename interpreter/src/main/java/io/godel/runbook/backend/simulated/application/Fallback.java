package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The events that pods keep in their memory while there is no Redis.
 *
 * <p>What a pod holds goes with it: a restart loses events, which nothing else says.
 */
final class Fallback {
  private final ApplicationSpec.Events spec;
  private final Supplier<List<Pod>> holders;
  private final Supplier<List<Pod>> without;
  private final VirtualTime time;
  private final Map<String, Long> held = new TreeMap<>();
  private long dropped;
  private long replayed;

  /** The part of an event that is not whole yet. */
  private double begunEvent;

  private Instant settled;
  private boolean begun;

  /**
   * @param holders the pods that run
   * @param without those of them that work without Redis
   */
  Fallback(
      ApplicationSpec.Events spec,
      Supplier<List<Pod>> holders,
      Supplier<List<Pod>> without,
      VirtualTime time) {
    this.spec = spec;
    this.holders = holders;
    this.without = without;
    this.time = time;
    this.settled = time.now();
  }

  private void settle() {
    if (!begun && !holders.get().isEmpty()) {
      begun = true;
      share((double) spec.queued(), holders.get());
    }
    if (begun && settled.equals(time.now())) {
      return;
    }
    double minutes = Duration.between(settled, time.now()).toMillis() / 60_000.0;
    settled = time.now();
    share(spec.rate() * minutes, without.get());
  }

  /** New events go to the pods in equal parts; what a pod has no room for is dropped. */
  private void share(double events, List<Pod> pods) {
    if (pods.isEmpty()) {
      return;
    }
    begunEvent += events;
    long whole = (long) begunEvent;
    begunEvent -= whole;
    for (int i = 0; i < pods.size(); i++) {
      long part = whole / pods.size() + (i < whole % pods.size() ? 1 : 0);
      long wanted = held.getOrDefault(pods.get(i).uid(), 0L) + part;
      long most = spec.cacheMax() / Math.max(1, spec.size());
      held.put(pods.get(i).uid(), Math.min(wanted, most));
      dropped += Math.max(0, wanted - most);
    }
  }

  void stopped(Pod pod) {
    settle();
    Long lost = held.remove(pod.uid());
    dropped += lost == null ? 0 : lost;
  }

  /** Puts the events back into the queue. */
  void replay() {
    settle();
    replayed += held.values().stream().mapToLong(Long::longValue).sum();
    held.clear();
  }

  long queued(Pod pod) {
    settle();
    return held.getOrDefault(pod.uid(), 0L);
  }

  long cached(Pod pod) {
    return queued(pod) * spec.size();
  }

  long cacheMax() {
    return spec.cacheMax();
  }

  long dropped() {
    settle();
    return dropped;
  }

  long replayed() {
    return replayed;
  }
}
