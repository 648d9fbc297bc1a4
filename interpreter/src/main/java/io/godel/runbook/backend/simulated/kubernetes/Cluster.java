package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.simulated.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Everything that the API server keeps, and the controllers that work on it. */
public final class Cluster {
  /** What a controller takes to see a change. */
  static final Duration REACTION = Duration.ofMillis(200);

  private static final Duration AUTOSCALING = Duration.ofSeconds(15);

  final VirtualTime time;
  final Map<String, Workload> deployments = new TreeMap<>();
  final Map<String, Workload> sets = new TreeMap<>();
  final Map<String, Map<String, String>> configMaps = new TreeMap<>();
  final Map<String, Claim> claims = new TreeMap<>();
  final Map<String, Autoscaler> autoscalers = new TreeMap<>();
  final Map<String, Map<String, String>> ingresses = new TreeMap<>();
  final Map<String, String> snapshots = new TreeMap<>();
  final Map<String, Node> nodes = new LinkedHashMap<>();
  final Map<String, Program> programs = new TreeMap<>();

  /** The pods of workloads that are deleted, until they are gone too. */
  final List<Pod> orphans = new ArrayList<>();

  final Kubelet kubelet;
  private final Random random;
  private final List<Runnable> listeners = new ArrayList<>();
  private Volumes volumesLost = new Volumes();
  private int volumes;
  private int placed;

  /** A claim; it goes when it is deleted and no pod uses it any more. */
  static final class Claim {
    final String volume;
    long size;
    long used;
    boolean terminating;

    Claim(String volume, long size) {
      this.volume = volume;
      this.size = size;
    }

    long free() {
      return Math.max(0, size - used);
    }
  }

  /** A machine; what its pods ask for has to fit into it. */
  static final class Node {
    final long cpuMillicores;
    boolean up;

    Node(long cpuMillicores, boolean up) {
      this.cpuMillicores = cpuMillicores;
      this.up = up;
    }
  }

  /** Keeps a Deployment's replicas between two numbers, unless it is at zero. */
  static final class Autoscaler {
    final String target;
    int min;
    int max;

    Autoscaler(String target, int min, int max) {
      this.target = target;
      this.min = min;
      this.max = max;
    }
  }

  /**
   * @param seed of the names that the cluster makes up
   */
  public Cluster(VirtualTime time, long seed) {
    this.time = time;
    this.random = new Random(seed);
    this.kubelet = new Kubelet(this);
  }

  static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  /** Probes every running pod at once, for a world that has been running for long. */
  public void lookAtPods() {
    pods().stream().filter(pod -> pod.running).forEach(kubelet::look);
  }

  /** What runs in the pods of that workload. */
  public void program(String namespace, String workload, Program program) {
    programs.put(key(namespace, workload), program);
    workload(namespace, workload).ifPresent(it -> it.program = program);
  }

  Optional<Workload> workload(String namespace, String name) {
    return Optional.ofNullable(deployments.get(key(namespace, name)))
        .or(() -> Optional.ofNullable(sets.get(key(namespace, name))));
  }

  List<Workload> workloads() {
    List<Workload> all = new ArrayList<>(deployments.values());
    all.addAll(sets.values());
    return all;
  }

  /** Every pod, of the workloads in the order of their names. */
  List<Pod> pods() {
    List<Pod> all = new ArrayList<>();
    workloads().forEach(workload -> all.addAll(workload.pods));
    orphans.stream().filter(pod -> pod.owner.pods.contains(pod)).forEach(all::add);
    return all;
  }

  Optional<Pod> pod(String namespace, String name) {
    return pods().stream()
        .filter(pod -> pod.namespace.equals(namespace) && pod.name.equals(name))
        .findFirst();
  }

  /** The pods of a workload that run, ready or not, in order. */
  public List<Pod> running(String namespace, String workload) {
    return workload(namespace, workload).stream()
        .flatMap(it -> it.pods.stream())
        .filter(pod -> pod.running && isUp(pod.node))
        .toList();
  }

  /** A pod by its name, in whatever namespace. */
  public Optional<Pod> find(String name) {
    return pods().stream().filter(pod -> pod.name.equals(name)).findFirst();
  }

  boolean isUp(String node) {
    return !nodes.containsKey(node) || nodes.get(node).up;
  }

  /** The listener is called right after the state of a pod has changed. */
  public void whenChanged(Runnable listener) {
    listeners.add(listener);
  }

  void changed() {
    listeners.forEach(Runnable::run);
  }

  /** Who is told that a claim is gone. */
  public void volumes(Volumes listener) {
    volumesLost = listener;
  }

  void claimGone(String key) {
    claims.remove(key);
    volumesLost.lost(key.substring(key.indexOf('/') + 1));
    changed();
  }

  String madeUp(int length) {
    String letters = "bcdfghjklmnpqrstvwxz2456789";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  /** The nodes in turn, those that are lost or full left out; empty when none is left. */
  String place(Workload workload) {
    List<String> fit =
        nodes.keySet().stream()
            .filter(name -> isUp(name) && room(name) >= workload.cpuRequest)
            .toList();
    return fit.isEmpty() ? "" : fit.get(placed++ % fit.size());
  }

  private long room(String node) {
    return nodes.get(node).cpuMillicores - requested(node);
  }

  /** In millicores, by all pods that are placed there. */
  long requested(String node) {
    return pods().stream()
        .filter(pod -> pod.node.equals(node))
        .mapToLong(pod -> pod.owner.cpuRequest)
        .sum();
  }

  Optional<Claim> claimOf(Pod pod) {
    return pod.owner.claimTemplate.map(
        template -> claims.get(key(pod.namespace, template + "-" + pod.name)));
  }

  /** What an annotation says, at each ingress of the namespace that has it. */
  public List<String> ingressAnnotation(String namespace, String name) {
    return ingresses.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(namespace + "/"))
        .flatMap(entry -> Optional.ofNullable(entry.getValue().get(name)).stream())
        .toList();
  }

  Claim makeClaim(String key, long size) {
    Claim claim = new Claim("volume-" + ++volumes, size);
    claims.put(key, claim);
    return claim;
  }

  /** Lets the controllers look at a workload soon. */
  void reconcile(Workload workload) {
    time.after(
        REACTION,
        () -> {
          workload.observedGeneration = workload.generation;
          if (workload.isSet) {
            new SetController(this, workload).reconcile();
          } else {
            new DeploymentController(this, workload).reconcile();
          }
        });
  }

  /** A change of what is wanted. */
  void specChanged(Workload workload) {
    workload.generation++;
    reconcile(workload);
  }

  /** A change of the pods that are wanted. */
  void templateChanged(Workload workload) {
    workload.revision++;
    specChanged(workload);
  }

  /** Starts the controllers that look by themselves. */
  public void start() {
    if (!autoscalers.isEmpty()) {
      time.after(AUTOSCALING, this::autoscale);
    }
  }

  private void autoscale() {
    autoscalers.forEach(
        (key, scaler) -> {
          String namespace = key.substring(0, key.indexOf('/'));
          Workload target = deployments.get(key(namespace, scaler.target));
          if (target != null && target.replicas > 0) {
            int wanted = Math.max(scaler.min, Math.min(scaler.max, target.replicas));
            if (wanted != target.replicas) {
              target.replicas = wanted;
              specChanged(target);
            }
          }
        });
    time.after(AUTOSCALING, this::autoscale);
  }

  // What can go wrong

  /** The pod's program ends; the kubelet starts it again. */
  public void crash(String podName) {
    find(podName).ifPresent(kubelet::crash);
  }

  /** The node answers no more, and nobody can tell what still runs on it. */
  public void loseNode(String node) {
    if (nodes.containsKey(node)) {
      nodes.get(node).up = false;
      changed();
      kubelet.lost(node);
    }
  }

  /** The node answers again, or joins; its pods are as it finds them. */
  public void returnNode(String node) {
    if (nodes.containsKey(node)) {
      nodes.get(node).up = true;
      changed();
      kubelet.returned(node);
    }
  }

  /** The pods of the workload end right after each start, until their template or they are new. */
  public void crashLoop(String namespace, String workload) {
    workload(namespace, workload).ifPresent(it -> it.pods.forEach(pod -> kubelet.crashLoop(pod)));
  }

  /** From now on the workload's pods take so long to start. */
  public void slowStart(String namespace, String workload, Duration startup) {
    workload(namespace, workload).ifPresent(it -> it.startup = startup);
  }
}
