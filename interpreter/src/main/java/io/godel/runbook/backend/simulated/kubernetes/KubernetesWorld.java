package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the part {@code kubernetes} of a world file. */
public final class KubernetesWorld {
  /** What stands under {@code kubernetes}. */
  public static final List<String> KEYS =
      List.of(
          "namespace",
          "nodes",
          "pod_quota",
          "metrics",
          "configmaps",
          "deployments",
          "statefulsets",
          "autoscalers",
          "ingresses");

  static final List<String> NODE_KEYS = List.of("lost", "cpu_millicores");
  static final List<String> AUTOSCALER_KEYS = List.of("target", "min", "max");
  static final List<String> INGRESS_KEYS = List.of("annotations");

  private static final long CPU_OF_A_NODE = 16_000;
  private static final long CPU_OF_A_NODE_MAX = 1_000_000;

  private final Cluster cluster;
  private final String namespace;
  private final List<Diagnostic> diagnostics;

  private KubernetesWorld(Cluster cluster, String namespace, List<Diagnostic> diagnostics) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.diagnostics = diagnostics;
  }

  /** Reads everything; the pods begin to run with {@link #begin}. */
  public static Cluster read(
      Section section, VirtualTime time, long seed, List<Diagnostic> diagnostics) {
    Cluster cluster = new Cluster(time, seed);
    new KubernetesWorld(cluster, section.string("namespace", "default"), diagnostics).read(section);
    return cluster;
  }

  private void read(Section section) {
    cluster.podQuota = (int) section.integer("pod_quota", 100, 0, Cluster.PODS_MAX);
    cluster.hasMetrics = section.bool("metrics", true);
    section.named("nodes").forEach(this::node);
    if (cluster.nodes.isEmpty()) {
      cluster.nodes.put("node-1", new Cluster.Node(CPU_OF_A_NODE, true));
    }
    section.named("configmaps").forEach(this::configMap);
    WorkloadWorld workloads = new WorkloadWorld(cluster, namespace, diagnostics);
    section.named("deployments").forEach((name, tree) -> workloads.read(false, name, tree));
    section.named("statefulsets").forEach((name, tree) -> workloads.read(true, name, tree));
    section.named("autoscalers").forEach(this::autoscaler);
    section.named("ingresses").forEach(this::ingress);
  }

  private void node(String name, YamlTree tree) {
    Section node = Section.of(tree, NODE_KEYS, diagnostics);
    long cpu = node.integer("cpu_millicores", CPU_OF_A_NODE, 1, CPU_OF_A_NODE_MAX);
    cluster.nodes.put(name, new Cluster.Node(cpu, !node.bool("lost", false)));
  }

  private void configMap(String name, YamlTree tree) {
    cluster.configMaps.put(Cluster.key(namespace, name), Section.texts(tree, diagnostics));
  }

  private void autoscaler(String name, YamlTree tree) {
    Section section = Section.of(tree, AUTOSCALER_KEYS, diagnostics);
    String target = section.required("target");
    section.known(
        "target", "Deployment", cluster.deployments.values().stream().map(it -> it.name).toList());
    int min = (int) section.integer("min", 1, 1, Cluster.PODS_MAX);
    int max = (int) section.integer("max", Math.max(10, min), min, Cluster.PODS_MAX);
    cluster.autoscalers.put(
        Cluster.key(namespace, name), new Autoscaler(namespace, target, min, max));
  }

  private void ingress(String name, YamlTree tree) {
    Section section = Section.of(tree, INGRESS_KEYS, diagnostics);
    Map<String, String> annotations = new LinkedHashMap<>(section.texts("annotations"));
    cluster.ingresses.put(Cluster.key(namespace, name), annotations);
  }

  /**
   * Lets the pods run that the world begins with; the controllers look at them after {@link
   * Cluster#start}.
   */
  public static void begin(Cluster cluster) {
    for (Workload workload : cluster.workloads()) {
      for (Pod pod : List.copyOf(workload.pods)) {
        if (pod.waitingReason.isPresent()) {
          cluster.kubelet.existingCrashLoop(pod);
        } else {
          cluster.kubelet.existing(pod);
        }
      }
    }
    cluster.nodes.forEach(
        (name, node) -> {
          if (!node.up) {
            cluster.kubelet.lost(name);
          }
        });
  }
}
