package io.godel.runbook.recorded;

/**
 * What a real cluster (Kubernetes 1.33) was seen to go through: states, counts and their order, for
 * whoever looks at the model and for whoever watches it over HTTPS.
 */
public final class Recorded {
  private Recorded() {}

  /** The status of a Deployment with three pods, from its restart on. */
  public static final String DEPLOYMENT_RESTARTED =
      """
      generation 2 seen 1: 3 replicas, 3 updated, 3 ready
      generation 2 seen 2: 3 replicas, 0 updated, 3 ready
      generation 2 seen 2: 4 replicas, 1 updated, 3 ready
      generation 2 seen 2: 4 replicas, 1 updated, 4 ready
      generation 2 seen 2: 3 replicas, 1 updated, 3 ready
      generation 2 seen 2: 4 replicas, 2 updated, 3 ready
      generation 2 seen 2: 4 replicas, 2 updated, 4 ready
      generation 2 seen 2: 3 replicas, 2 updated, 3 ready
      generation 2 seen 2: 4 replicas, 3 updated, 3 ready
      generation 2 seen 2: 4 replicas, 3 updated, 4 ready
      generation 2 seen 2: 3 replicas, 3 updated, 3 ready
      """;

  /** The status of the same when it is scaled to zero. */
  public static final String SCALED_TO_ZERO =
      """
      generation 2 seen 1: 3 replicas, 3 updated, 3 ready
      generation 2 seen 2: 3 replicas, 3 updated, 3 ready
      generation 2 seen 2: 0 replicas, 0 updated, 0 ready
      """;

  /** And back to three. */
  public static final String SCALED_BACK =
      """
      generation 3 seen 2: 0 replicas, 0 updated, 0 ready
      generation 3 seen 3: 0 replicas, 0 updated, 0 ready
      generation 3 seen 3: 3 replicas, 3 updated, 0 ready
      generation 3 seen 3: 3 replicas, 3 updated, 1 ready
      generation 3 seen 3: 3 replicas, 3 updated, 2 ready
      generation 3 seen 3: 3 replicas, 3 updated, 3 ready
      """;

  /** The status of a StatefulSet with one pod, from its restart on. */
  public static final String SET_RESTARTED =
      """
      generation 2 seen 1: 1 replicas, 1 updated, 1 ready, 1 current, one revision
      generation 2 seen 2: 1 replicas, 0 updated, 1 ready, 0 current, two revisions
      generation 2 seen 2: 1 replicas, 0 updated, 0 ready, 0 current, two revisions
      generation 2 seen 2: 0 replicas, 0 updated, 0 ready, 0 current, two revisions
      generation 2 seen 2: 1 replicas, 1 updated, 0 ready, 0 current, two revisions
      generation 2 seen 2: 1 replicas, 1 updated, 1 ready, 1 current, one revision
      """;

  /** Its pods meanwhile. */
  public static final String SET_RESTARTED_PODS =
      """
      old is ending, still ready
      old has ended
      old is gone
      young appears
      young waits: ContainerCreating
      young runs
      young is ready
      """;

  /** A pod whose workload is deleted. */
  public static final String POD_ENDS =
      """
      old is ending, still ready
      old has ended
      old is gone
      """;

  /**
   * The status of a Deployment whose new template cannot run: it stands still, and the old pods
   * serve on.
   */
  public static final String CRASHING =
      """
      generation 2 seen 1: 3 replicas, 3 updated, 3 ready
      generation 2 seen 2: 3 replicas, 0 updated, 3 ready
      generation 2 seen 2: 4 replicas, 1 updated, 3 ready
      """;

  /** Its new pod meanwhile, up to the third restart. */
  public static final String CRASHING_PODS =
      """
      young appears
      young waits: ContainerCreating
      young runs
      young has crashed
      young runs with restart 1
      young has crashed with restart 1
      young waits: CrashLoopBackOff with restart 1
      young runs with restart 2
      young has crashed with restart 2
      young waits: CrashLoopBackOff with restart 2
      young runs with restart 3
      young has crashed with restart 3
      young waits: CrashLoopBackOff with restart 3
      """;
}
