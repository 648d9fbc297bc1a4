package io.godel.runbook.access;

import io.godel.runbook.types.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kinds of objects that the library's permissions speak of, as the API calls them. */
final class Resources {
  private static final Map<String, List<String>> BY_TYPE = byType();

  private static final Map<String, String> GROUPS =
      Map.of(
          "deployments", "apps",
          "statefulsets", "apps",
          "horizontalpodautoscalers", "autoscaling",
          "ingresses", "networking.k8s.io",
          "volumesnapshots", "snapshot.storage.k8s.io",
          "pods.metrics.k8s.io", "metrics.k8s.io");

  private static final Set<String> OF_CLUSTER = Set.of("nodes", "nodes/proxy", "namespaces");

  private Resources() {}

  private static Map<String, List<String>> byType() {
    List<String> workloads = List.of("deployments", "statefulsets");
    Map<String, List<String>> types = new LinkedHashMap<>();
    types.put("k8s.Deployment", List.of("deployments"));
    types.put("k8s.StatefulSet", List.of("statefulsets"));
    types.put("k8s.Workload", workloads);
    types.put("k8s.Pod", List.of("pods"));
    types.put("k8s.ConfigMap", List.of("configmaps"));
    types.put("k8s.Claim", List.of("persistentvolumeclaims"));
    types.put("k8s.Autoscaler", List.of("horizontalpodautoscalers"));
    types.put("k8s.VolumeSnapshot", List.of("volumesnapshots"));
    types.put("k8s.Ingress", List.of("ingresses"));
    types.put("k8s.Object", workloads);
    return Map.copyOf(types);
  }

  /** A star stands for the kinds of what the call is about. */
  static List<String> named(String resource, List<Type> arguments) {
    if (!resource.startsWith("*")) {
      return List.of(resource);
    }
    String sub = resource.substring(1);
    return arguments.stream()
        .filter(type -> BY_TYPE.containsKey(type.shown()))
        .flatMap(type -> BY_TYPE.get(type.shown()).stream())
        .map(kind -> kind + sub)
        .distinct()
        .toList();
  }

  static String group(String resource) {
    return GROUPS.getOrDefault(resource.split("/", 2)[0], "");
  }

  static boolean inNamespace(String resource) {
    return !OF_CLUSTER.contains(resource);
  }
}
