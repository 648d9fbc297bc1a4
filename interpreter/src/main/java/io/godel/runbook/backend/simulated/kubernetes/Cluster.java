package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.simulated.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Everything that the API server keeps, and the queue of what its controllers look at. */
public final class Cluster {
  /** What a controller takes to see a change. */
  static final Duration REACTION = Duration.ofMillis(10);

  /** After which a controller tries again what was not possible. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** How many pods may be wanted at all, whatever the quota says. */
  static final int PODS_MAX = 1_000;

  final VirtualTime time;
  final Map<String, Workload> deployments = new TreeMap<>();
  final Map<String, Workload> sets = new TreeMap<>();
  final Map<String, Map<String, String>> configMaps = new TreeMap<>();
  final Map<String, Claim> claims = new TreeMap<>();
  final Map<String, Autoscaler> autoscalers = new TreeMap<>();
  final Map<String, Map<String, String>> ingresses = new TreeMap<>();
  final Map<String, Snapshot> snapshots = new TreeMap<>();
  final Map<String, Node> nodes = new LinkedHashMap<>();
  final Map<String, Program> programs = new TreeMap<>();
  final Applied applied = new Applied();
  final Kubelet kubelet;

  /** As the quota of the namespace has it. */
  int podQuota = PODS_MAX;

  /** Whether there is a metrics API. */
  boolean hasMetrics = true;

  /** Those that are deleted and have pods that are not gone yet. */
  private final List<Workload> deleted = new ArrayList<>();

  private final Set<Object> queued = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Letters letters;
  private final List<Listener> listeners = new ArrayList<>();
  private Volumes volumesLost = new Volumes();
  private int volumes;
  private int placed;

  /** Wants to know when the state of one of these pods may have changed. */
  private record Listener(Set<String> pods, Runnable listener) {}

  /** A machine; what its pods ask for has to fit into it. */
  static final class Node {
    final long cpuMillicores;
    boolean up;

    Node(long cpuMillicores, boolean up) {
      this.cpuMillicores = cpuMillicores;
      this.up = up;
    }
  }

  /**
   * @param seed of the names that the cluster makes up
   */
  public Cluster(VirtualTime time, long seed) {
    this.time = time;
    this.letters = new Letters(seed);
    this.kubelet = new Kubelet(this);
  }

  static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  static String name(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  /** What runs in the pods of that workload, in those that run already too. */
  public void program(String namespace, String workload, Program program) {
    programs.put(key(namespace, workload), program);
    workload(namespace, workload)
        .ifPresent(
            it -> {
              it.program = program;
              it.pods.stream().filter(pod -> pod.running).forEach(pod -> runs(program, pod));
            });
  }

  private void runs(Program program, Pod pod) {
    program.started(pod);
    pod.ready = program.ready(pod);
  }

  Optional<Workload> workload(String namespace, String name) {
    String key = key(namespace, name);
    Workload deployment = deployments.get(key);
    return Optional.ofNullable(deployment != null ? deployment : sets.get(key));
  }

  /** The names of all Deployments, in whatever namespace. */
  public List<String> deploymentNames() {
    return deployments.values().stream().map(workload -> workload.name).toList();
  }

  public List<String> workloadNames(String namespace) {
    return workloads().stream()
        .filter(workload -> workload.namespace.equals(namespace))
        .map(workload -> workload.name)
        .toList();
  }

  /** Whether a selector chooses pods of that workload; so it is for one that cannot be read. */
  public boolean chooses(String namespace, String selector, String workload) {
    return !Selectors.isValid(selector)
        || workload(namespace, workload).stream()
            .flatMap(it -> it.pods.stream())
            .anyMatch(pod -> Selectors.matches(selector, pod.labels()));
  }

  public List<String> nodeNames() {
    return List.copyOf(nodes.keySet());
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
    deleted.forEach(workload -> all.addAll(workload.pods));
    return all;
  }

  /** Whether the quota lets one more pod be made. */
  boolean hasRoom() {
    return pods().size() < podQuota;
  }

  Optional<Pod> pod(String namespace, String name) {
    return pods().stream()
        .filter(pod -> pod.namespace.equals(namespace) && pod.name.equals(name))
        .findFirst();
  }

  /** The pods of a workload that run and are not ending, ready or not, in order. */
  public List<Pod> running(String namespace, String workload) {
    // Asked at every probe of every pod.
    Optional<Workload> known = workload(namespace, workload);
    if (known.isEmpty()) {
      return List.of();
    }
    List<Pod> running = new ArrayList<>();
    for (Pod pod : known.get().pods) {
      if (!pod.terminating && pod.running && isUp(pod.node)) {
        running.add(pod);
      }
    }
    return running;
  }

  /** A pod by its name, in whatever namespace. */
  public Optional<Pod> find(String name) {
    // Asked more often than anything else, so no list of all pods is made for it.
    return find(name, deployments.values())
        .or(() -> find(name, sets.values()))
        .or(() -> find(name, deleted));
  }

  private static Optional<Pod> find(String name, Collection<Workload> workloads) {
    for (Workload workload : workloads) {
      for (Pod pod : workload.pods) {
        if (pod.name.equals(name)) {
          return Optional.of(pod);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the node answers; one that is not known is taken to. */
  public boolean isUp(String node) {
    Node known = nodes.get(node);
    return known == null || known.up;
  }

  /** The listener is called right after the state of one of these pods may have changed. */
  void whenChanged(Set<String> pods, Runnable listener) {
    listeners.add(new Listener(Set.copyOf(pods), listener));
  }

  private void changed() {
    listeners.forEach(each -> each.listener().run());
  }

  void changed(Pod pod) {
    deleted.removeIf(workload -> workload.pods.isEmpty());
    for (Listener each : listeners) {
      if (each.pods().contains(pod.name)) {
        each.listener().run();
      }
    }
    if (pod.owner.isSet) {
      reconcile(pod.owner);
    } else {
      pod.owner.replicaSets.stream()
          .filter(set -> set.hash.equals(pod.revision))
          .forEach(this::reconcile);
    }
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
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(Template.letter(letters.bits(20)));
    }
    return text.toString();
  }

  /** The nodes in turn, those that are lost or full left out; empty when none is left. */
  Optional<String> place(Workload workload) {
    List<String> fit =
        nodes.keySet().stream()
            .filter(name -> isUp(name) && room(name) >= workload.cpuRequest)
            .toList();
    return fit.isEmpty() ? Optional.empty() : Optional.of(fit.get(placed++ % fit.size()));
  }

  private long room(String node) {
    return nodes.get(node).cpuMillicores - requested(node);
  }

  /** In millicores, by all pods that are placed there and have not ended. */
  long requested(String node) {
    return pods().stream()
        .filter(pod -> pod.node.equals(node) && !pod.hasEnded())
        .mapToLong(pod -> pod.owner.cpuRequest)
        .sum();
  }

  Optional<Claim> claimOf(Pod pod) {
    return pod.owner.claimTemplate.map(
        template -> claims.get(key(pod.namespace, template + "-" + pod.name)));
  }

  /** The first pod by name that has a place and uses the claim: its kubelet measures the volume. */
  Optional<Pod> user(String claim) {
    return pods().stream()
        .filter(pod -> !pod.node.isEmpty() && pod.owner.claimTemplate.isPresent())
        .filter(
            pod -> key(pod.namespace, pod.owner.claimTemplate.get() + "-" + pod.name).equals(claim))
        .min(Comparator.comparing(pod -> pod.name));
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

  /** Puts a workload that is not there yet under the controllers. */
  void add(Workload workload) {
    (workload.isSet ? sets : deployments).put(workload.key(), workload);
    reconcile(workload);
  }

  /** The workload goes at once, its pods in good order. */
  void remove(Workload workload) {
    (workload.isSet ? sets : deployments).remove(workload.key());
    applied.forget(workload.unique());
    deleted.add(workload);
    List.copyOf(workload.pods).forEach(kubelet::delete);
    changed();
  }

  /** Lets the controllers look at a workload soon, once for any number of changes. */
  void reconcile(Workload workload) {
    soon(workload, () -> sync(workload));
  }

  void reconcile(ReplicaSet set) {
    soon(set, () -> sync(set));
  }

  void reconcileLater(Workload workload) {
    time.after(RETRY, () -> reconcile(workload));
  }

  private void soon(Object what, Runnable sync) {
    if (queued.add(what)) {
      time.after(
          REACTION,
          () -> {
            queued.remove(what);
            sync.run();
          });
    }
  }

  private boolean isThere(Workload workload) {
    return (workload.isSet ? sets : deployments).get(workload.key()) == workload;
  }

  private void sync(Workload workload) {
    if (isThere(workload)) {
      if (workload.isSet) {
        new SetController(this, workload).sync();
      } else {
        new DeploymentController(this, workload).sync();
      }
    }
  }

  private void sync(ReplicaSet set) {
    if (isThere(set.owner)) {
      new ReplicaSetController(this, set).sync();
    }
  }

  /** A change of what is wanted. */
  void specChanged(Workload workload) {
    workload.generation++;
    reconcile(workload);
  }

  /** A change of the pods that are wanted. */
  void templateChanged(Workload workload, Template template) {
    if (!template.equals(workload.template)) {
      workload.template = template;
      specChanged(workload);
    }
  }

  /** The controllers have seen everything that the world begins with; from now on they act. */
  public void start() {
    for (Workload workload : workloads()) {
      workload.replicaSets.forEach(this::sync);
      sync(workload);
    }
    if (!autoscalers.isEmpty()) {
      Autoscaler.start(this);
    }
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

  /** The pods that the workload has now end right after each start; new ones do not. */
  public void crashLoop(String namespace, String workload) {
    workload(namespace, workload).ifPresent(it -> it.pods.forEach(kubelet::crashLoop));
  }

  /** From now on the workload's pods take so long to start. */
  public void slowStart(String namespace, String workload, Duration startup) {
    workload(namespace, workload).ifPresent(it -> it.startup = startup);
  }
}
