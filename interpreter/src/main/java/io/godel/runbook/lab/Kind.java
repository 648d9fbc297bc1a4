package io.godel.runbook.lab;

import io.godel.runbook.backend.simulated.kubernetes.ApiView;
import java.util.List;
import java.util.Optional;

/**
 * A kind of object that the server keeps.
 *
 * @param group empty for the core group
 * @param plural as it stands in paths
 */
record Kind(String group, String version, String plural, String name, boolean namespaced) {
  static final List<Kind> ALL =
      List.of(
          new Kind("", "v1", "namespaces", "Namespace", false),
          new Kind("", "v1", "nodes", "Node", false),
          new Kind("", "v1", "pods", "Pod", true),
          new Kind("", "v1", "services", "Service", true),
          new Kind("", "v1", "configmaps", "ConfigMap", true),
          new Kind("", "v1", "secrets", "Secret", true),
          new Kind("", "v1", "serviceaccounts", "ServiceAccount", true),
          new Kind("", "v1", "events", "Event", true),
          new Kind("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true),
          new Kind("apps", "v1", "deployments", "Deployment", true),
          new Kind("apps", "v1", "replicasets", "ReplicaSet", true),
          new Kind("apps", "v1", "statefulsets", "StatefulSet", true),
          new Kind(
              "autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true),
          new Kind("networking.k8s.io", "v1", "ingresses", "Ingress", true),
          new Kind("coordination.k8s.io", "v1", "leases", "Lease", true),
          new Kind("rbac.authorization.k8s.io", "v1", "roles", "Role", true),
          new Kind("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", true),
          new Kind("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false),
          new Kind(
              "rbac.authorization.k8s.io",
              "v1",
              "clusterrolebindings",
              "ClusterRoleBinding",
              false),
          new Kind("snapshot.storage.k8s.io", "v1", "volumesnapshots", "VolumeSnapshot", true),
          new Kind("metrics.k8s.io", "v1beta1", "pods", "PodMetrics", true));

  static Optional<Kind> find(String group, String version, String plural) {
    return ALL.stream()
        .filter(
            kind ->
                kind.group.equals(group)
                    && kind.version.equals(version)
                    && kind.plural.equals(plural))
        .findFirst();
  }

  /** As messages call it: {@code deployments.apps}. */
  String shown() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Whether the model knows what it means. */
  boolean isModelled() {
    return !group.equals("metrics.k8s.io") && ApiView.kinds().contains(plural);
  }

  boolean hasScale() {
    return plural.equals("deployments") || plural.equals("statefulsets");
  }
}
