package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.backend.simulated.world.Section;
import io.godel.runbook.backend.simulated.world.YamlTree;
import io.godel.runbook.diagnostic.Diagnostic;
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
          "deployments",
          "statefulsets",
          "configmaps",
          "autoscalers",
          "ingresses");

  private static final List<String> WORKLOAD_KEYS =
      List.of(
          "replicas",
          "labels",
          "configmaps",
          "startup",
          "max_surge",
          "max_unavailable",
          "crash_loop",
          "memory_limits",
          "claim_template",
          "claim_size",
          "claim_used",
          "last_words",
          "node",
          "cpu_request",
          "cpu_millicores",
          "memory");

  private static final long CPU_OF_A_NODE = 16_000;

  private final Cluster cluster;
  private final String namespace;
  private final List<Diagnostic> diagnostics;

  private KubernetesWorld(Cluster cluster, String namespace, List<Diagnostic> diagnostics) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.diagnostics = diagnostics;
  }

  /** Reads everything; the pods begin to run with {@link #begin}, when their programs are known. */
  public static Cluster read(
      Section section, VirtualTime time, long seed, List<Diagnostic> diagnostics) {
    Cluster cluster = new Cluster(time, seed);
    new KubernetesWorld(cluster, section.string("namespace", "default"), diagnostics).read(section);
    return cluster;
  }

  private void read(Section section) {
    section.named("nodes").forEach(this::node);
    if (cluster.nodes.isEmpty()) {
      cluster.nodes.put("node-1", new Cluster.Node(CPU_OF_A_NODE, true));
    }
    section.named("configmaps").forEach(this::configMap);
    section.named("deployments").forEach((name, tree) -> workload(false, name, tree));
    section.named("statefulsets").forEach((name, tree) -> workload(true, name, tree));
    section.named("autoscalers").forEach(this::autoscaler);
    section.named("ingresses").forEach(this::ingress);
  }

  private void node(String name, YamlTree tree) {
    Section node = Section.of(tree, List.of("lost", "cpu_millicores"), diagnostics);
    cluster.nodes.put(
        name,
        new Cluster.Node(node.integer("cpu_millicores", CPU_OF_A_NODE), !node.bool("lost", false)));
  }

  private void configMap(String name, YamlTree tree) {
    Map<String, String> data = new LinkedHashMap<>();
    Section keys =
        Section.of(tree, List.copyOf(Section.named(tree, diagnostics).keySet()), diagnostics);
    Section.named(tree, diagnostics).keySet().forEach(key -> data.put(key, keys.string(key, "")));
    cluster.configMaps.put(Cluster.key(namespace, name), data);
  }

  private void workload(boolean isSet, String name, YamlTree tree) {
    Section section = Section.of(tree, WORKLOAD_KEYS, diagnostics);
    Workload workload = new Workload(isSet, namespace, name);
    workload.uid = cluster.madeUp(12);
    workload.replicas = (int) section.integer("replicas", 1);
    workload.maxSurge = (int) section.integer("max_surge", 1);
    workload.maxUnavailable = (int) section.integer("max_unavailable", 0);
    workload.cpuMillicores = section.integer("cpu_millicores", workload.cpuMillicores);
    section.bytes("memory").ifPresent(bytes -> workload.memory = bytes);
    section.duration("startup").ifPresent(startup -> workload.startup = startup);
    workload.configMaps.addAll(section.strings("configmaps"));
    workload.claimTemplate = section.string("claim_template");
    section.bytes("claim_size").ifPresent(size -> workload.claimSize = size);
    section.bytes("claim_used").ifPresent(size -> workload.claimUsed = size);
    workload.lastWords = section.string("last_words");
    workload.cpuRequest = section.integer("cpu_request", 0);
    texts(section, "labels").forEach(workload.labels::put);
    if (workload.labels.isEmpty()) {
      workload.labels.put("app.kubernetes.io/name", name);
    }
    section
        .named("memory_limits")
        .keySet()
        .forEach(
            container ->
                section
                    .section("memory_limits", List.of(container))
                    .flatMap(limits -> limits.bytes(container))
                    .ifPresent(limit -> workload.memoryLimits.put(container, limit)));
    (isSet ? cluster.sets : cluster.deployments).put(Cluster.key(namespace, name), workload);
    pods(workload, section.string("node"), section.bool("crash_loop", false));
  }

  private static Map<String, String> texts(Section section, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> names = List.copyOf(section.named(key).keySet());
    section
        .section(key, names)
        .ifPresent(it -> names.forEach(name -> texts.put(name, it.string(name, ""))));
    return texts;
  }

  private void pods(Workload workload, java.util.Optional<String> node, boolean crashLoop) {
    for (int i = 0; i < workload.replicas; i++) {
      String name =
          workload.isSet ? workload.name + "-" + i : workload.name + "-6b4f9-" + cluster.madeUp(5);
      Pod pod =
          new Pod(
              workload, name, cluster.madeUp(12), node.orElseGet(() -> cluster.place(workload)));
      workload.pods.add(pod);
      if (crashLoop) {
        pod.waitingReason = java.util.Optional.of("CrashLoopBackOff");
      }
    }
  }

  private void autoscaler(String name, YamlTree tree) {
    Section section = Section.of(tree, List.of("target", "min", "max"), diagnostics);
    cluster.autoscalers.put(
        Cluster.key(namespace, name),
        new Cluster.Autoscaler(
            section.required("target"),
            (int) section.integer("min", 1),
            (int) section.integer("max", 10)));
  }

  private void ingress(String name, YamlTree tree) {
    Section section = Section.of(tree, List.of("annotations"), diagnostics);
    cluster.ingresses.put(
        Cluster.key(namespace, name), new LinkedHashMap<>(texts(section, "annotations")));
  }

  /** Lets the pods run that the world begins with, and the controllers look at them. */
  public static void begin(Cluster cluster) {
    for (Workload workload : cluster.workloads()) {
      for (Pod pod : List.copyOf(workload.pods)) {
        boolean crashing = pod.waitingReason.isPresent();
        cluster.kubelet.existing(pod);
        if (crashing) {
          cluster.kubelet.crashLoop(pod);
        }
      }
    }
    cluster.nodes.forEach(
        (name, node) -> {
          if (!node.up) {
            cluster.kubelet.lost(name);
          }
        });
    cluster.start();
  }
}
