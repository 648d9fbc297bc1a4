package io.godel.runbook.backend.kubernetes;

import io.godel.runbook.source.SourceFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a cluster for its objects, as lists that can be read like manifests; it only looks. */
public final class ClusterInventory {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String NAMESPACES = "/api/v1/namespaces";

  private static final List<String> KINDS =
      List.of(
          "/apis/apps/v1/deployments",
          "/apis/apps/v1/statefulsets",
          "/apis/apps/v1/daemonsets",
          "/api/v1/configmaps",
          "/api/v1/services",
          "/api/v1/persistentvolumeclaims",
          "/apis/autoscaling/v2/horizontalpodautoscalers",
          "/apis/networking.k8s.io/v1/ingresses",
          "/apis/monitoring.coreos.com/v1/prometheusrules");

  private ClusterInventory() {}

  /**
   * @throws IOException when the cluster cannot be reached, or its namespaces cannot be listed
   */
  public static List<SourceFile> read(KubernetesConnection connection) throws IOException {
    List<SourceFile> lists = new ArrayList<>();
    try {
      lists.add(list(connection, NAMESPACES));
      for (String path : KINDS) {
        try {
          lists.add(list(connection, path));
        } catch (ApiFailure failure) {
          // Not every cluster has every kind, and not everybody may list all of them.
          if (!failure.isUnserved() && !failure.isForbidden()) {
            throw failure;
          }
        }
      }
      return lists;
    } catch (ApiFailure failure) {
      throw failure.asIo();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  private static SourceFile list(KubernetesConnection connection, String path)
      throws ApiFailure, InterruptedException {
    String name = "live " + path.substring(path.lastIndexOf('/') + 1);
    return new SourceFile(name, connection.server().text(path, PATIENCE));
  }
}
