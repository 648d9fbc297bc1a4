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
  private final Map<String, Double> held = new TreeMap<>();
  private double dropped;
  private double replayed;
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
    double minutes = Duration.between(settled, time.now()).toMillis() / 60_000.0;
    settled = time.now();
    share(spec.rate() * minutes, without.get());
  }

  /** New events go to the pods in equal parts; what a pod has no room for is dropped. */
  private void share(double events, List<Pod> pods) {
    double most = (double) spec.cacheMax() / spec.size();
    for (Pod pod : pods) {
      double wanted = held.getOrDefault(pod.uid(), 0.0) + events / pods.size();
      held.put(pod.uid(), Math.min(wanted, most));
      dropped += Math.max(0, wanted - most);
    }
  }

  void stopped(Pod pod) {
    settle();
    Double lost = held.remove(pod.uid());
    dropped += lost == null ? 0 : lost;
  }

  /** Puts the events back into the queue. */
  void replay() {
    settle();
    replayed += held.values().stream().mapToDouble(Double::doubleValue).sum();
    held.clear();
  }

  long queued(Pod pod) {
    settle();
    return Math.round(held.getOrDefault(pod.uid(), 0.0));
  }

  long cached(Pod pod) {
    return queued(pod) * spec.size();
  }

  long cacheMax() {
    return spec.cacheMax();
  }

  long dropped() {
    settle();
    return Math.round(dropped);
  }

  long replayed() {
    return Math.round(replayed);
  }
}
