package io.godel.runbook.backend.simulated.kubernetes;

/** What runs in the pods of a workload, as far as the kubelet sees it. */
public interface Program {

  /** One that starts and then always answers its probes. */
  Program HEALTHY = new Program() {};

  /** Whether the readiness probe of a running pod succeeds at this moment. */
  default boolean ready(Pod pod) {
    return true;
  }

  /**
   * Whether its next probe does what the last one did, if nothing happens but that time goes by.
   */
  default boolean isSteady(Pod pod) {
    return true;
  }

  /** The container of the pod has been started. */
  default void started(Pod pod) {}

  /** The container of the pod does not run any more. */
  default void stopped(Pod pod) {}
}
