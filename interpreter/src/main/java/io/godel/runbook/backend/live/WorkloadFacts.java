package io.godel.runbook.backend.live;

import io.godel.runbook.value.Value;
import java.io.IOException;

/** What the API server says of the pods that servers run in. */
public interface WorkloadFacts {

  /**
   * Whether the workload wants no replica and no pod of it is left, terminating ones included.
   *
   * @param workload a {@code k8s.Workload}
   * @throws IOException when the API server gives no answer: then nothing is known
   */
  boolean stopped(Value.Handle workload) throws IOException;
}
