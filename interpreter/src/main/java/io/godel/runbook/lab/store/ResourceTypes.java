package io.godel.runbook.lab.store;

import java.util.List;
import java.util.Optional;

/** The kinds of objects that the lab's API server keeps. */
public final class ResourceTypes {
  private static final String APPS = "apps";
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final List<String> NONE = List.of();
  private static final List<String> STATUS = List.of("status");

  public static final ResourceType NAMESPACE =
      new ResourceType("", "v1", "namespaces", "Namespace", false, false, List.of("ns"), STATUS);

  public static final ResourceType POD =
      new ResourceType(
          "",
          "v1",
          "pods",
          "Pod",
          true,
          true,
          List.of("po"),
          List.of("status", "log", "exec", "portforward", "proxy", "eviction"));

  public static final ResourceType NODE =
      new ResourceType(
          "", "v1", "nodes", "Node", false, false, List.of("no"), List.of("status", "proxy"));

  public static final ResourceType CLAIM =
      new ResourceType(
          "",
          "v1",
          "persistentvolumeclaims",
          "PersistentVolumeClaim",
          true,
          false,
          List.of("pvc"),
          STATUS);

  public static final ResourceType DEPLOYMENT = scaled("deployments", "Deployment", "deploy");
  public static final ResourceType STATEFUL_SET = scaled("statefulsets", "StatefulSet", "sts");
  public static final ResourceType REPLICA_SET = scaled("replicasets", "ReplicaSet", "rs");
  public static final ResourceType ROLE = rbac("roles", "Role", true);
  public static final ResourceType ROLE_BINDING = rbac("rolebindings", "RoleBinding", true);
  public static final ResourceType CLUSTER_ROLE = rbac("clusterroles", "ClusterRole", false);
  public static final ResourceType CLUSTER_ROLE_BINDING =
      rbac("clusterrolebindings", "ClusterRoleBinding", false);
  public static final ResourceType SERVICE = core("services", "Service", STATUS, "svc");

  private static final List<ResourceType> ALL =
      List.of(
          NAMESPACE,
          NODE,
          POD,
          core("configmaps", "ConfigMap", NONE, "cm"),
          core("secrets", "Secret", NONE),
          SERVICE,
          core("endpoints", "Endpoints", NONE, "ep"),
          core("events", "Event", NONE, "ev"),
          core("serviceaccounts", "ServiceAccount", NONE, "sa"),
          CLAIM,
          DEPLOYMENT,
          STATEFUL_SET,
          REPLICA_SET,
          new ResourceType(
              "autoscaling",
              "v2",
              "horizontalpodautoscalers",
              "HorizontalPodAutoscaler",
              true,
              false,
              List.of("hpa"),
              STATUS),
          new ResourceType(
              "networking.k8s.io",
              "v1",
              "ingresses",
              "Ingress",
              true,
              true,
              List.of("ing"),
              STATUS),
          new ResourceType("coordination.k8s.io", "v1", "leases", "Lease", true, false, NONE, NONE),
          ROLE,
          ROLE_BINDING,
          CLUSTER_ROLE,
          CLUSTER_ROLE_BINDING,
          new ResourceType(
              "snapshot.storage.k8s.io",
              "v1",
              "volumesnapshots",
              "VolumeSnapshot",
              true,
              true,
              List.of("vs"),
              STATUS));

  private ResourceTypes() {}

  private static ResourceType core(
      String plural, String kind, List<String> subresources, String... shortNames) {
    return new ResourceType("", "v1", plural, kind, true, false, List.of(shortNames), subresources);
  }

  private static ResourceType scaled(String plural, String kind, String shortName) {
    return new ResourceType(
        APPS, "v1", plural, kind, true, true, List.of(shortName), List.of("status", "scale"));
  }

  private static ResourceType rbac(String plural, String kind, boolean namespaced) {
    return new ResourceType(RBAC, "v1", plural, kind, namespaced, false, NONE, NONE);
  }

  public static List<ResourceType> all() {
    return ALL;
  }

  public static Optional<ResourceType> find(String group, String version, String plural) {
    return ALL.stream()
        .filter(it -> it.group().equals(group))
        .filter(it -> it.version().equals(version))
        .filter(it -> it.plural().equals(plural))
        .findFirst();
  }

  public static Optional<ResourceType> ofKind(String kind) {
    return ALL.stream().filter(it -> it.kind().equals(kind)).findFirst();
  }
}
