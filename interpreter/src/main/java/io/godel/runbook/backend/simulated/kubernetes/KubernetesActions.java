package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The actions of the module {@code k8s}, on the model. */
public final class KubernetesActions {
  /** What a cloud's volumes take to be copied, whatever their size. */
  static final Duration SNAPSHOT_TAKES = Duration.ofSeconds(20);

  private final Cluster cluster;

  public KubernetesActions(Cluster cluster) {
    this.cluster = cluster;
  }

  /** By qualified name. */
  public Map<String, SimulatedAction> actions() {
    Map<String, SimulatedAction> actions =
        new LinkedHashMap<>(new KubernetesReads(cluster).actions());
    actions.put("k8s.scale", this::scale);
    actions.put("k8s.rollout_restart", this::restart);
    actions.put("k8s.replace", this::replace);
    actions.put("k8s.patch", this::patch);
    actions.put("k8s.annotate", this::annotate);
    actions.put("k8s.set_memory_limit", this::memoryLimit);
    actions.put("k8s.set_variable", this::variable);
    actions.put("k8s.set_bounds", this::bounds);
    actions.put("k8s.delete", this::delete);
    actions.put("k8s.apply", this::apply);
    actions.put("k8s.snapshot", this::snapshot);
    actions.put("k8s.delete_snapshot", this::deleteSnapshot);
    actions.put("k8s.delete_claim", call -> deleteClaim(call, "verified"));
    actions.put("k8s.delete_copied_claim", call -> deleteClaim(call, "copied"));
    actions.put("k8s.enlarge", this::enlarge);
    actions.put("k8s.exec", this::exec);
    return actions;
  }

  /**
   * Changes a workload that is there, unless the API server would refuse that.
   *
   * @param refusal empty for what it lets through
   */
  private Reply workload(
      Call call, Function<Workload, Optional<Reply>> refusal, Consumer<Workload> change) {
    Value.Handle handle = KubernetesReads.handle(call, "workload");
    Optional<Workload> workload = Objects.workload(cluster, handle);
    if (workload.isEmpty()) {
      return KubernetesReads.notFound(handle);
    }
    return refusal
        .apply(workload.get())
        .orElseGet(
            () -> {
              change.accept(workload.get());
              return Reply.done();
            });
  }

  private Reply workload(Call call, Consumer<Workload> change) {
    return workload(call, it -> Optional.empty(), change);
  }

  private static String text(Call call, String name) {
    return Objects.text(call.argument(name));
  }

  private static Optional<String> optional(Call call, String name) {
    return call.argument(name) instanceof Value.Str text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  private Reply scale(Call call) {
    long replicas = ((Value.Int) call.argument("replicas")).value();
    return workload(call, it -> Invalid.replicas(it, replicas), it -> scale(it, (int) replicas));
  }

  private void scale(Workload workload, int replicas) {
    if (workload.replicas != replicas) {
      workload.replicas = replicas;
      cluster.specChanged(workload);
    }
  }

  /** Changes one field of a template; who changes it has it from now on. */
  private void change(Workload workload, Template after, String field) {
    Optional<String> before = Optional.ofNullable(workload.template.fields().get(field));
    Optional<String> now = Optional.ofNullable(after.fields().get(field));
    if (now.isEmpty()) {
      cluster.applied.remove(workload.unique(), field);
    } else if (!now.equals(before)) {
      cluster.applied.change(workload.unique(), field);
    }
    cluster.templateChanged(workload, after);
  }

  /** The API keeps whole seconds, and the probe asks for a time that is not before the call. */
  private Reply restart(Call call) {
    Instant at = cluster.time.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return workload(call, it -> change(it, it.template.restarted(at), Template.RESTARTED_AT));
  }

  /** A deletion with the uid as its precondition, as the API has it. */
  private Reply replace(Call call) {
    Value.Handle handle = KubernetesReads.handle(call, "pod");
    String uid = text(call, "uid");
    Optional<Pod> pod = Objects.pod(cluster, handle);
    if (pod.isEmpty()) {
      return KubernetesReads.notFound(handle);
    }
    if (!pod.get().uid.equals(uid)) {
      return Reply.refused(
          "conflict",
          ("Operation cannot be fulfilled on Pod \"%s\": the UID in the precondition (%s) does not"
                  + " match the UID in record (%s). The object might have been deleted and then"
                  + " recreated")
              .formatted(pod.get().name, uid, pod.get().uid));
    }
    cluster.kubelet.delete(pod.get());
    return Reply.done();
  }

  private Reply patch(Call call) {
    Value.Handle handle = KubernetesReads.handle(call, "config");
    Map<String, String> data = cluster.configMaps.get(Objects.key(handle));
    if (data == null) {
      return KubernetesReads.notFound(handle);
    }
    Map<String, String> patched = new LinkedHashMap<>(data);
    ((Value.Table) call.argument("data"))
        .entries()
        .forEach((key, value) -> patched.put(Objects.text(key), Objects.text(value)));
    Optional<Reply> refusal = Invalid.settings(Objects.name(handle), patched);
    if (refusal.isEmpty()) {
      patched.forEach(
          (key, value) -> {
            if (!value.equals(data.put(key, value))) {
              cluster.applied.change(Objects.unique(handle), key);
            }
          });
    }
    return refusal.orElseGet(Reply::done);
  }

  private Reply annotate(Call call) {
    Value.Handle handle = KubernetesReads.handle(call, "ingress");
    Map<String, String> annotations = cluster.ingresses.get(Objects.key(handle));
    if (annotations == null) {
      return KubernetesReads.notFound(handle);
    }
    String name = text(call, "name");
    Optional<String> value = optional(call, "value");
    Optional<Reply> refusal = value.flatMap(it -> Invalid.annotation(Objects.name(handle), name));
    if (refusal.isEmpty()) {
      annotate(handle, annotations, name, value);
    }
    return refusal.orElseGet(Reply::done);
  }

  private void annotate(
      Value.Handle handle, Map<String, String> annotations, String name, Optional<String> value) {
    String object = Objects.unique(handle);
    if (value.isEmpty()) {
      annotations.remove(name);
      cluster.applied.remove(object, name);
    } else if (!value.get().equals(annotations.put(name, value.get()))) {
      cluster.applied.change(object, name);
    }
  }

  private Reply memoryLimit(Call call) {
    long limit = ((Value.Size) call.argument("limit")).bytes();
    String container = text(call, "container");
    return workload(
        call,
        it ->
            FirstTemplate.containerNames(it).contains(container)
                ? Invalid.memoryLimit(it, limit)
                : Optional.of(
                    Reply.refused("not_found", "there is no container `" + container + "`")),
        it ->
            change(
                it,
                it.template.withMemoryLimit(container, limit),
                Template.memoryLimit(container)));
  }

  private Reply variable(Call call) {
    String name = text(call, "name");
    Optional<String> value = optional(call, "value");
    return workload(
        call,
        it -> value.flatMap(text -> Invalid.variable(it, name)),
        it -> change(it, it.template.withVariable(name, value), Template.variable(name)));
  }

  private Reply bounds(Call call) {
    Value.Handle handle = KubernetesReads.handle(call, "scaler");
    Autoscaler scaler = cluster.autoscalers.get(Objects.key(handle));
    if (scaler == null) {
      return KubernetesReads.notFound(handle);
    }
    Value.Range range = (Value.Range) call.argument("bounds");
    long min = ((Value.Int) range.first()).value();
    long max = ((Value.Int) range.last()).value();
    Optional<Reply> refusal = Invalid.bounds(Objects.name(handle), min, max);
    if (refusal.isEmpty()) {
      scaler.min = (int) min;
      scaler.max = (int) max;
    }
    return refusal.orElseGet(Reply::done);
  }

  private Reply delete(Call call) {
    return workload(call, cluster::remove);
  }

  /** What does not exist is made anew, with its claims. */
  private Reply apply(Call call) {
    String yaml = Objects.text(((Value.Fields) call.argument("manifest")).field("yaml"));
    Value.Handle target = KubernetesReads.handle(call, "of");
    if (!Objects.isWorkload(target)) {
      return new SavedObjects(cluster).apply(yaml, target);
    }
    Optional<Workload> saved =
        Manifests.read(yaml)
            .filter(it -> target.type().equals("k8s." + it.kind()))
            .filter(it -> it.key().equals(Objects.key(target)));
    if (saved.isEmpty()) {
      return Reply.refused("invalid", "the manifest is not one of " + Objects.name(target));
    }
    Workload workload = saved.get();
    Optional<Workload> existing = Objects.workload(cluster, target);
    Map<String, String> named = workload.template.fields();
    if (existing.isPresent()) {
      Template before = existing.get().template;
      Set<String> going = cluster.applied.apply(workload.unique(), before.fields(), named);
      scale(existing.get(), workload.replicas);
      cluster.templateChanged(existing.get(), before.withApplied(workload.template).without(going));
      return Reply.done();
    }
    cluster.applied.apply(workload.unique(), Map.of(), named);
    workload.uid = cluster.madeUp(12);
    workload.program = cluster.programs.getOrDefault(Objects.key(target), Program.HEALTHY);
    cluster.add(workload);
    return Reply.done();
  }

  private Reply snapshot(Call call) {
    Value.Handle claim = KubernetesReads.handle(call, "claim");
    Claim known = cluster.claims.get(Objects.key(claim));
    if (known == null) {
      return KubernetesReads.notFound(claim);
    }
    Value.Handle into = KubernetesReads.handle(call, "into");
    Optional<Reply> refusal = Invalid.snapshotName(Objects.name(into));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Instant now = cluster.time.now();
    Snapshot copy =
        cluster.snapshots.computeIfAbsent(
            Objects.key(into), key -> new Snapshot(known.volume, now.plus(SNAPSHOT_TAKES)));
    return copy.isUsable(now)
        ? Reply.done()
        : Reply.done().after(Duration.between(now, copy.usable()));
  }

  private Reply deleteSnapshot(Call call) {
    Value.Handle handle = KubernetesReads.handle(call, "snapshot");
    return cluster.snapshots.remove(Objects.key(handle)) == null
        ? KubernetesReads.notFound(handle)
        : Reply.done();
  }

  private Reply enlarge(Call call) {
    Value.Handle handle = KubernetesReads.handle(call, "claim");
    Claim claim = cluster.claims.get(Objects.key(handle));
    long size = ((Value.Size) call.argument("to")).bytes();
    if (claim == null) {
      return KubernetesReads.notFound(handle);
    }
    Optional<Reply> refusal = Invalid.claimSize(Objects.name(handle), claim, size);
    if (refusal.isEmpty()) {
      cluster.kubelet.enlarge(claim, size);
    }
    return refusal.orElseGet(Reply::done);
  }

  private Reply deleteClaim(Call call, String evidence) {
    Value.Handle handle = KubernetesReads.handle(call, "claim");
    if (!(call.argument(evidence) instanceof Value.Evidence)) {
      throw new AssertionError("a claim is deleted without evidence");
    }
    Claim claim = cluster.claims.get(Objects.key(handle));
    if (claim == null) {
      return KubernetesReads.notFound(handle);
    }
    claim.terminating = true;
    cluster.kubelet.collect(Objects.key(handle));
    return Reply.done();
  }

  /** The model runs no programs: what a command would do is not known to it. */
  private Reply exec(Call call) {
    Value.Handle handle = KubernetesReads.handle(call, "pod");
    if (((Value.Items) call.argument("command")).values().isEmpty()) {
      return Reply.refused("invalid", "you must specify at least 1 command");
    }
    Optional<Pod> pod = Objects.pod(cluster, handle);
    if (pod.isEmpty()) {
      return KubernetesReads.notFound(handle);
    }
    if (!cluster.isUp(pod.get().node)) {
      return Reply.refusedForNow(
          "unreachable", "error dialing backend: the node of pod " + pod.get().name + " is lost");
    }
    if (!pod.get().running) {
      return Reply.refusedForNow(
          "not_running", "container not found (\"%s\")".formatted(pod.get().owner.name));
    }
    return Reply.refused(
        "not_modelled",
        "the simulation runs no commands in pods; use an action that says what is meant");
  }
}
