package io.godel.runbook.cli;

import io.godel.runbook.access.AccessList;
import io.godel.runbook.backend.kubernetes.ClusterFacts;
import io.godel.runbook.targets.LiveTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks a live target what of a list is not allowed there. */
final class Permissions {
  private Permissions() {}

  /**
   * @return in words; empty where all of it is allowed
   */
  static List<String> missing(AccessList needed, LiveTarget target) throws InterruptedException {
    List<String> missing = new ArrayList<>(inTheCluster(needed, target));
    missing.addAll(target.missingGrants(needed.servers()));
    return missing;
  }

  private static List<String> inTheCluster(AccessList needed, LiveTarget target) {
    if (target.cluster().isEmpty()) {
      return List.of();
    }
    try {
      return target.cluster().get().forbidden(requests(needed)).stream()
          .map(ClusterFacts.Request::shown)
          .toList();
    } catch (IOException silent) {
      return List.of("it is not known what is allowed: " + silent.getMessage());
    }
  }

  private static List<ClusterFacts.Request> requests(AccessList needed) {
    return needed.kubernetes().stream()
        .map(
            permit ->
                new ClusterFacts.Request(
                    permit.verb(), permit.group(), permit.resource(), permit.namespace()))
        .toList();
  }
}
