package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The actions of the module {@code k8s} that look. */
final class KubernetesReads {
  /** The metrics server's default resolution: a container is measured first after that. */
  static final Duration METRICS_AFTER = Duration.ofSeconds(15);

  private static final int TAIL_MAX = 10_000;

  private final Cluster cluster;

  KubernetesReads(Cluster cluster) {
    this.cluster = cluster;
  }

  Map<String, SimulatedAction> actions() {
    Map<String, SimulatedAction> actions = new LinkedHashMap<>();
    actions.put("k8s.exists", call -> bool(Objects.exists(cluster, handle(call, "object"))));
    actions.put("k8s.pods", this::pods);
    actions.put("k8s.ready", this::ready);
    actions.put("k8s.phase", onPod(pod -> new Value.Constant("k8s.Phase", pod.phase)));
    actions.put("k8s.waiting_reason", onPod(pod -> optional(pod.waitingReason)));
    actions.put("k8s.restarts", onPod(pod -> new Value.Int(pod.restarts)));
    actions.put("k8s.uid", this::uid);
    actions.put("k8s.replicas", onWorkload(it -> new Value.Int(it.replicas)));
    actions.put("k8s.ready_replicas", onWorkload(it -> new Value.Int(it.status.ready())));
    actions.put("k8s.rollout_done", onWorkload(it -> new Value.Bool(it.isRolledOut())));
    actions.put(
        "k8s.restarted_at",
        onWorkload(
            it ->
                it.template
                    .restartedAt()
                    .<Value>map(Value.Moment::new)
                    .orElseGet(Value.None::new)));
    actions.put("k8s.memory_limit", this::memoryLimit);
    actions.put("k8s.variable", this::variable);
    actions.put("k8s.data", this::data);
    actions.put("k8s.annotation", this::annotation);
    actions.put("k8s.logs", this::logs);
    actions.put("k8s.top", this::top);
    actions.put("k8s.bounds", this::bounds);
    actions.put("k8s.manifest", this::manifest);
    actions.put("k8s.nodes", call -> nodes());
    actions.put("k8s.volume", this::volume);
    actions.put("k8s.copied", this::copied);
    return actions;
  }

  static Value.Handle handle(Call call, String name) {
    return (Value.Handle) call.argument(name);
  }

  static Reply bool(boolean value) {
    return Reply.done(new Value.Bool(value));
  }

  static Value optional(Optional<String> text) {
    return text.<Value>map(Value.Str::new).orElseGet(Value.None::new);
  }

  static Reply notFound(Value.Handle handle) {
    return Reply.refused(
        "not_found",
        "%s \"%s\" not found".formatted(Objects.resource(handle), Objects.name(handle)));
  }

  private SimulatedAction onPod(Function<Pod, Value> value) {
    return call -> {
      Value.Handle handle = handle(call, "pod");
      return Objects.pod(cluster, handle)
          .map(pod -> Reply.done(value.apply(pod)))
          .orElseGet(() -> notFound(handle));
    };
  }

  private SimulatedAction onWorkload(Function<Workload, Value> value) {
    return call -> workload(call, it -> Reply.done(value.apply(it)));
  }

  private Reply workload(Call call, Function<Workload, Reply> reply) {
    Value.Handle handle = handle(call, "workload");
    return Objects.workload(cluster, handle).map(reply).orElseGet(() -> notFound(handle));
  }

  private Reply pods(Call call) {
    String namespace = Objects.text(call.argument("in"));
    String selector = Objects.text(call.argument("selector"));
    if (!Selectors.isValid(selector)) {
      return Reply.refused("invalid", "unable to parse requirement: " + selector);
    }
    List<Value> found = new ArrayList<>();
    cluster.pods().stream()
        .filter(pod -> pod.namespace.equals(namespace))
        .filter(pod -> Selectors.matches(selector, pod.labels()))
        .map(pod -> pod.name)
        .sorted()
        .forEach(
            name -> {
              Map<String, Value> identity = new LinkedHashMap<>();
              identity.put("name", new Value.Str(name));
              identity.put("in", new Value.Str(namespace));
              found.add(new Value.Handle("k8s.Pod", identity));
            });
    return Reply.done(new Value.Items(found));
  }

  private Reply ready(Call call) {
    Value.Handle handle = handle(call, "object");
    if (handle.type().equals("k8s.Pod")) {
      return bool(Objects.pod(cluster, handle).map(Pod::isReady).orElse(false));
    }
    if (!Objects.isWorkload(handle)) {
      return Reply.refused("invalid", "only pods and workloads are ready or not");
    }
    return bool(
        Objects.workload(cluster, handle)
            .map(it -> it.replicas > 0 && it.isRolledOut())
            .orElse(false));
  }

  private Reply uid(Call call) {
    Value.Handle handle = handle(call, "pod");
    return Reply.done(optional(Objects.pod(cluster, handle).map(pod -> pod.uid)));
  }

  private Reply memoryLimit(Call call) {
    String container = Objects.text(call.argument("container"));
    return workload(
        call,
        it ->
            Reply.done(
                Optional.ofNullable(it.template.memoryLimits().get(container))
                    .<Value>map(Value.Size::new)
                    .orElseGet(Value.None::new)));
  }

  private Reply variable(Call call) {
    String name = Objects.text(call.argument("name"));
    return workload(
        call, it -> Reply.done(optional(Optional.ofNullable(it.template.variables().get(name)))));
  }

  private Reply data(Call call) {
    Value.Handle handle = handle(call, "config");
    Map<String, String> data = cluster.configMaps.get(Objects.key(handle));
    if (data == null) {
      return notFound(handle);
    }
    Map<Value, Value> entries = new LinkedHashMap<>();
    data.forEach((key, value) -> entries.put(new Value.Str(key), new Value.Str(value)));
    return Reply.done(new Value.Table(entries));
  }

  private Reply annotation(Call call) {
    Value.Handle handle = handle(call, "ingress");
    Map<String, String> annotations = cluster.ingresses.get(Objects.key(handle));
    return annotations == null
        ? notFound(handle)
        : Reply.done(
            optional(Optional.ofNullable(annotations.get(Objects.text(call.argument("name"))))));
  }

  private List<Pod> listed(Call call) {
    return ((Value.Items) call.argument("pods"))
        .values().stream()
            .map(value -> Objects.pod(cluster, (Value.Handle) value))
            .flatMap(Optional::stream)
            .toList();
  }

  private Reply logs(Call call) {
    int tail = (int) Math.max(0, Math.min(TAIL_MAX, ((Value.Int) call.argument("tail")).value()));
    boolean previous = ((Value.Bool) call.argument("previous")).value();
    List<Value> lines = new ArrayList<>();
    cluster.time.wake();
    for (Pod pod : listed(call)) {
      if (!cluster.isUp(pod.node)) {
        return Reply.refusedForNow(
            "unreachable", "Internal error occurred: " + LostNode.noLog(pod.node));
      }
      Optional<List<String>> last =
          previous ? pod.previousLines(tail) : Optional.of(pod.lines(tail));
      if (last.isEmpty()) {
        return Reply.refused(
            "invalid",
            "previous terminated container \"%s\" in pod \"%s\" not found"
                .formatted(pod.owner.name, pod.name));
      }
      last.get().forEach(line -> lines.add(new Value.Str(line)));
    }
    return Reply.done(new Value.Items(lines));
  }

  /** A pod of which there are no metrics yet is left out, which is not the same as idle. */
  private Reply top(Call call) {
    if (!cluster.hasMetrics && !((Value.Items) call.argument("pods")).values().isEmpty()) {
      return Reply.refused(
          "not_found",
          "the server could not find the requested resource (get pods.metrics.k8s.io)");
    }
    List<Value> usage = new ArrayList<>();
    for (Pod pod : listed(call)) {
      if (isMeasured(pod)) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("pod", new Value.Str(pod.name));
        fields.put("cpu_millicores", new Value.Int(pod.owner.cpuMillicores));
        fields.put("memory", new Value.Size(pod.owner.memory));
        usage.add(new Value.Fields("k8s.Usage", fields));
      }
    }
    return Reply.done(new Value.Items(usage));
  }

  private boolean isMeasured(Pod pod) {
    return pod.running
        && cluster.isUp(pod.node)
        && pod.startedAt.filter(it -> it.plus(METRICS_AFTER).isAfter(cluster.time.now())).isEmpty();
  }

  private Reply bounds(Call call) {
    Value.Handle handle = handle(call, "scaler");
    Autoscaler scaler = cluster.autoscalers.get(Objects.key(handle));
    return scaler == null
        ? notFound(handle)
        : Reply.done(new Value.Range(new Value.Int(scaler.min), new Value.Int(scaler.max)));
  }

  private Reply nodes() {
    List<Value> nodes = new ArrayList<>();
    cluster.nodes.forEach(
        (name, node) -> {
          Map<String, Value> fields = new LinkedHashMap<>();
          fields.put("name", new Value.Str(name));
          fields.put("ready", new Value.Bool(node.up));
          fields.put("cpu_millicores", new Value.Int(node.cpuMillicores));
          fields.put("cpu_requested", new Value.Int(cluster.requested(name)));
          nodes.add(new Value.Fields("k8s.Node", fields));
        });
    return Reply.done(new Value.Items(nodes));
  }

  private Reply volume(Call call) {
    Value.Handle handle = handle(call, "claim");
    Claim claim = cluster.claims.get(Objects.key(handle));
    if (claim == null) {
      return notFound(handle);
    }
    Optional<Pod> user = cluster.user(Objects.key(handle));
    if (user.isEmpty()) {
      return Reply.refusedForNow(
          "not_found",
          "no pod uses the claim " + Objects.name(handle) + ", so nothing measures it");
    }
    if (!cluster.isUp(user.get().node)) {
      return Reply.refusedForNow("unreachable", LostNode.noSummary(user.get().node));
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("size", new Value.Size(claim.size));
    fields.put("free", new Value.Size(claim.free()));
    return Reply.done(new Value.Fields("k8s.Volume", fields));
  }

  /** A snapshot of another volume than the claim's is no copy of it. */
  private Reply copied(Call call) {
    Value.Handle handle = handle(call, "claim");
    Claim claim = cluster.claims.get(Objects.key(handle));
    Snapshot copy = cluster.snapshots.get(Objects.key(handle(call, "into")));
    if (claim == null) {
      return notFound(handle);
    }
    boolean usable =
        copy != null && copy.volume().equals(claim.volume) && copy.isUsable(cluster.time.now());
    if (!usable) {
      return Reply.refused("not_copied", "there is no snapshot of this volume to be used");
    }
    return Reply.done(
        new Value.Evidence(
            "k8s.Copied",
            List.of(call.argument("claim"), call.argument("into")),
            cluster.time.now(),
            Map.of("volume", new Value.Str(claim.volume))));
  }

  private Reply manifest(Call call) {
    Value.Handle handle = handle(call, "object");
    if (!Objects.exists(cluster, handle)) {
      return notFound(handle);
    }
    if (!Objects.isWorkload(handle)) {
      return Reply.done(new SavedObjects(cluster).manifest(handle));
    }
    Workload workload = Objects.workload(cluster, handle).orElseThrow();
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("kind", new Value.Str(workload.kind()));
    fields.put("name", new Value.Str(workload.name));
    fields.put("uid", new Value.Str(workload.uid));
    fields.put("yaml", new Value.Str(Manifests.write(workload)));
    return Reply.done(new Value.Fields("k8s.Manifest", fields));
  }
}
