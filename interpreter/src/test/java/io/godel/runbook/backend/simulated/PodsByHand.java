package io.godel.runbook.backend.simulated;

import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pods that run until a test says otherwise. */
public final class PodsByHand implements Hosts {
  private final Map<String, State> states = new LinkedHashMap<>();
  private final List<String> stopped = new ArrayList<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private long free = Long.MAX_VALUE;

  @Override
  public State of(String pod) {
    return states.getOrDefault(pod, State.RUNNING);
  }

  @Override
  public long free(String pod) {
    return free;
  }

  /** Every volume has room for so many bytes. */
  public void room(long bytes) {
    free = bytes;
  }

  @Override
  public boolean stopped(Value.Handle workload) {
    return stopped.contains(((Value.Str) workload.part("name")).value());
  }

  @Override
  public void whenChanged(Set<String> pods, Runnable listener) {
    listeners.add(listener);
  }

  public void set(String pod, State state) {
    states.put(pod, state);
    listeners.forEach(Runnable::run);
  }

  /** The set wants no replica, and its pod is gone. */
  public void scaleToZero(String workload) {
    stopped.add(workload);
    set(workload + "-0", State.STOPPED);
  }

  public void scaleToOne(String workload) {
    stopped.remove(workload);
    set(workload + "-0", State.RUNNING);
  }
}
