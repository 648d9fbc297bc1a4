package io.godel.runbook.backend.simulated;

import io.godel.runbook.value.Value;
import java.util.Set;

/** What the models of the servers know of the pods that their processes run in. */
public interface Hosts {

  /** How the process that a pod holds looks from outside. */
  enum State {
    /** It runs and can be reached. */
    RUNNING,
    /** It does not run: whoever connects is refused at once. */
    STOPPED,
    /** Nobody knows: its node does not answer. */
    UNREACHABLE
  }

  /** The service that a host name is one of, whether the domain follows it or not. */
  static String service(String host) {
    int dot = host.indexOf('.');
    return dot < 0 ? host : host.substring(0, dot);
  }

  /** The state of a pod by its name; a pod that does not exist is stopped. */
  State of(String pod);

  /** What the volume of a pod has room for, in bytes; without a volume as much as one likes. */
  long free(String pod);

  /**
   * Whether the workload wants no replica and no pod of it is left; false while that is not known.
   *
   * @param workload a {@code k8s.Workload}
   */
  boolean stopped(Value.Handle workload);

  /**
   * The listener is called each time right after the state of one of these pods may have changed.
   */
  void whenChanged(Set<String> pods, Runnable listener);
}
