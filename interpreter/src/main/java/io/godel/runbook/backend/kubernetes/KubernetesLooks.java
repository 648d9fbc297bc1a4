package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.WorkloadFacts;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The actions of the module {@code k8s} that look. */
public final class KubernetesLooks implements WorkloadFacts {
  static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  private static final Duration FACTS_PATIENCE = Duration.ofSeconds(10);
  private static final int TAIL_MAX = 10_000;

  /** What a kubelet sends, with the status 200, in the place of a log that it cannot read. */
  private static final Pattern LOST_LOG =
      Pattern.compile(
          "\\A(?:unable to retrieve container logs for \\S+://"
              + "|failed to try resolving symlinks in path \")[^\n]*\n?\\z");

  private final ApiServer server;
  private final Measures measures;
  private final InstantSource clock;

  /**
   * @param clock for the age of evidences
   */
  public KubernetesLooks(KubernetesConnection connection, InstantSource clock) {
    this.server = connection.server();
    this.measures = new Measures(server);
    this.clock = clock;
  }

  /** By qualified name. */
  public Map<String, LiveAction> actions() {
    Map<String, LiveAction> actions = new LinkedHashMap<>();
    put(actions, "k8s.exists", call -> new Value.Bool(find(call, "object").isPresent()));
    put(actions, "k8s.pods", this::pods);
    put(actions, "k8s.ready", call -> new Value.Bool(ready(call)));
    put(actions, "k8s.phase", call -> phase(object(call, "pod")));
    put(actions, "k8s.waiting_reason", call -> waitingReason(object(call, "pod")));
    put(actions, "k8s.restarts", call -> restarts(object(call, "pod")));
    put(
        actions,
        "k8s.uid",
        call -> optional(find(call, "pod").map(pod -> pod.at("/metadata/uid").asText())));
    put(
        actions,
        "k8s.replicas",
        call -> new Value.Int(object(call, "workload").at("/spec/replicas").asLong(1)));
    put(
        actions,
        "k8s.ready_replicas",
        call -> new Value.Int(object(call, "workload").at("/status/readyReplicas").asLong(0)));
    put(
        actions,
        "k8s.rollout_done",
        call -> new Value.Bool(Rollout.isDone(object(call, "workload"))));
    put(actions, "k8s.restarted_at", call -> restartedAt(object(call, "workload")));
    put(actions, "k8s.memory_limit", this::memoryLimit);
    put(actions, "k8s.variable", this::variable);
    put(actions, "k8s.data", call -> data(object(call, "config")));
    put(actions, "k8s.annotation", this::annotation);
    put(actions, "k8s.logs", this::logs);
    put(actions, "k8s.bounds", call -> bounds(object(call, "scaler")));
    put(actions, "k8s.manifest", this::manifest);
    put(actions, "k8s.copied", this::copied);
    put(actions, "k8s.top", measures::top);
    put(actions, "k8s.nodes", measures::nodes);
    put(actions, "k8s.volume", measures::volume);
    return actions;
  }

  /** What is found out by requests. */
  interface Look {
    Value of(Call call) throws ApiFailure, InterruptedException;
  }

  static void put(Map<String, LiveAction> actions, String action, Look look) {
    actions.put(
        action,
        call -> {
          try {
            return new Outcome.Done(look.of(call));
          } catch (ApiFailure failure) {
            return failure.looked();
          }
        });
  }

  static Value.Handle handle(Call call, String parameter) {
    return (Value.Handle) call.argument(parameter);
  }

  private JsonNode object(Call call, String parameter) throws ApiFailure, InterruptedException {
    return server.get(Paths.of(handle(call, parameter)), call.timeout());
  }

  private Optional<JsonNode> find(Call call, String parameter)
      throws ApiFailure, InterruptedException {
    try {
      return Optional.of(object(call, parameter));
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  static Value optional(Optional<String> text) {
    return text.<Value>map(Value.Str::new).orElseGet(Value.None::new);
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private Value pods(Call call) throws ApiFailure, InterruptedException {
    String namespace = Paths.text(call.argument("in"));
    String selector = Paths.text(call.argument("selector"));
    List<Value> found = new ArrayList<>();
    for (JsonNode pod : server.get(Paths.pods(namespace, selector), call.timeout()).path("items")) {
      found.add(pod(pod.at("/metadata/name").asText(), namespace));
    }
    return new Value.Items(found);
  }

  static Value.Handle pod(String name, String namespace) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(name));
    identity.put("in", new Value.Str(namespace));
    return new Value.Handle("k8s.Pod", identity);
  }

  private boolean ready(Call call) throws ApiFailure, InterruptedException {
    String type = handle(call, "object").type();
    if (!List.of("k8s.Pod", "k8s.Deployment", "k8s.StatefulSet").contains(type)) {
      throw ApiFailure.of("invalid", "only pods and workloads are ready or not");
    }
    Optional<JsonNode> object = find(call, "object");
    if (object.isEmpty()) {
      return false;
    }
    if (type.equals("k8s.Pod")) {
      return isReady(object.get());
    }
    return object.get().at("/spec/replicas").asLong(1) > 0 && Rollout.isDone(object.get());
  }

  static boolean isReady(JsonNode pod) {
    for (JsonNode condition : pod.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  private static Value phase(JsonNode pod) {
    String phase = pod.at("/status/phase").asText("Unknown").toUpperCase(Locale.ROOT);
    return new Value.Constant("k8s.Phase", phase);
  }

  /** While a container waits for one that goes before it, the reason is why that one waits. */
  private static Value waitingReason(JsonNode pod) {
    Optional<String> first = Optional.empty();
    for (JsonNode container : containersOf(pod)) {
      Optional<String> reason = text(container.at("/state/waiting/reason"));
      if (reason.isPresent() && !reason.get().equals("PodInitializing")) {
        return new Value.Str(reason.get());
      }
      first = first.or(() -> reason);
    }
    return optional(first);
  }

  private static Value restarts(JsonNode pod) {
    long sum = 0;
    for (JsonNode container : containersOf(pod)) {
      sum += container.path("restartCount").asLong();
    }
    return new Value.Int(sum);
  }

  /** In the order in which they start. */
  private static List<JsonNode> containersOf(JsonNode pod) {
    List<JsonNode> all = new ArrayList<>();
    pod.at("/status/initContainerStatuses").forEach(all::add);
    pod.at("/status/containerStatuses").forEach(all::add);
    return all;
  }

  /** kubectl writes it with the offset of the place where it ran. */
  private static Value restartedAt(JsonNode workload) {
    String text = workload.at("/spec/template/metadata/annotations").path(RESTARTED_AT).asText("");
    try {
      return text.isEmpty()
          ? new Value.None()
          : new Value.Moment(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeParseException foreign) {
      return new Value.None();
    }
  }

  private Value memoryLimit(Call call) throws ApiFailure, InterruptedException {
    String wanted = Paths.text(call.argument("container"));
    for (JsonNode container : containers(object(call, "workload"))) {
      if (container.path("name").asText().equals(wanted)) {
        return text(container.at("/resources/limits/memory"))
            .<Value>map(limit -> new Value.Size(Measures.bytes(limit)))
            .orElseGet(Value.None::new);
      }
    }
    return new Value.None();
  }

  static JsonNode containers(JsonNode workload) {
    return workload.at("/spec/template/spec/containers");
  }

  private Value variable(Call call) throws ApiFailure, InterruptedException {
    String wanted = Paths.text(call.argument("name"));
    for (JsonNode container : containers(object(call, "workload"))) {
      for (JsonNode variable : container.path("env")) {
        if (variable.path("name").asText().equals(wanted)) {
          return value(variable);
        }
      }
    }
    return new Value.None();
  }

  /** The API leaves an empty value out; what is taken from elsewhere is not set here. */
  private static Value value(JsonNode variable) {
    return variable.has("valueFrom")
        ? new Value.None()
        : new Value.Str(variable.path("value").asText(""));
  }

  private static Value data(JsonNode config) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    config
        .path("data")
        .properties()
        .forEach(
            entry ->
                entries.put(
                    new Value.Str(entry.getKey()), new Value.Str(entry.getValue().asText())));
    return new Value.Table(entries);
  }

  private Value annotation(Call call) throws ApiFailure, InterruptedException {
    String name = Paths.text(call.argument("name"));
    return optional(text(object(call, "ingress").at("/metadata/annotations").path(name)));
  }

  private Value logs(Call call) throws ApiFailure, InterruptedException {
    long tail = Math.max(0, Math.min(TAIL_MAX, ((Value.Int) call.argument("tail")).value()));
    boolean previous = ((Value.Bool) call.argument("previous")).value();
    List<Value> lines = new ArrayList<>();
    for (Value pod : ((Value.Items) call.argument("pods")).values()) {
      String query = "tailLines=" + tail + (previous ? "&previous=true" : "");
      try {
        String log = log((Value.Handle) pod, query, call.timeout());
        if (LOST_LOG.matcher(log).find()) {
          throw ApiFailure.forNow("not_found", log.strip());
        }
        log.lines().forEach(line -> lines.add(new Value.Str(line)));
      } catch (ApiFailure failure) {
        // A pod that has gone has no log any more, and one that is just starting has none yet.
        if (!failure.isNotFound() && !failure.isOfStartingPod()) {
          throw failure;
        }
      }
    }
    return new Value.Items(lines);
  }

  /** Of several containers the one in which programs would run too. */
  private String log(Value.Handle pod, String query, Duration patience)
      throws ApiFailure, InterruptedException {
    String path = Paths.of(pod) + "/log?" + query;
    try {
      return server.text(path, patience);
    } catch (ApiFailure failure) {
      if (!failure.isOfSeveralContainers()) {
        throw failure;
      }
      String name = Paths.name(pod);
      JsonNode found =
          server.get(PodPrograms.Container.asked(Paths.namespace(pod), name), patience);
      String container = PodPrograms.Container.only(found, name).name();
      return server.text(path + "&container=" + Paths.encoded(container), patience);
    }
  }

  private static Value bounds(JsonNode scaler) {
    return new Value.Range(
        new Value.Int(scaler.at("/spec/minReplicas").asLong(1)),
        new Value.Int(scaler.at("/spec/maxReplicas").asLong()));
  }

  private Value manifest(Call call) throws ApiFailure, InterruptedException {
    JsonNode object = object(call, "object");
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("kind", new Value.Str(object.path("kind").asText()));
    fields.put("name", new Value.Str(object.at("/metadata/name").asText()));
    fields.put("uid", new Value.Str(object.at("/metadata/uid").asText()));
    fields.put("yaml", new Value.Str(Manifest.clean(object)));
    return new Value.Fields("k8s.Manifest", fields);
  }

  /** A snapshot of another volume than the claim's is no copy of it. */
  private Value copied(Call call) throws ApiFailure, InterruptedException {
    JsonNode claim = object(call, "claim");
    Optional<JsonNode> snapshot = find(call, "into");
    String volume = claim.at("/spec/volumeName").asText();
    boolean usable =
        snapshot.isPresent()
            && snapshot.get().at("/status/readyToUse").asBoolean(false)
            && snapshot
                .get()
                .at("/spec/source/persistentVolumeClaimName")
                .asText()
                .equals(claim.at("/metadata/name").asText())
            && isLater(snapshot.get(), claim);
    if (!usable) {
      throw ApiFailure.of("not_copied", "there is no snapshot of this volume to be used");
    }
    return new Value.Evidence(
        "k8s.Copied",
        List.of(call.argument("claim"), call.argument("into")),
        clock.instant(),
        Map.of("volume", new Value.Str(volume)));
  }

  /** A claim of the same name that was made after the snapshot has another volume. */
  private static boolean isLater(JsonNode snapshot, JsonNode claim) {
    String taken = snapshot.at("/metadata/creationTimestamp").asText();
    String made = claim.at("/metadata/creationTimestamp").asText();
    return taken.compareTo(made) >= 0;
  }

  @Override
  public boolean stopped(Value.Handle workload) throws IOException {
    try {
      JsonNode found;
      try {
        found = server.get(Paths.of(workload), FACTS_PATIENCE);
      } catch (ApiFailure failure) {
        if (!failure.isNotFound()) {
          throw failure;
        }
        // Without the workload its selector is not known: its pods are told by their names.
        return podsNamedAfter(workload) == 0;
      }
      if (found.at("/spec/replicas").asLong(1) != 0) {
        return false;
      }
      return podsNamedAfter(workload) == 0;
    } catch (ApiFailure failure) {
      throw failure.asIo();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  /** Terminating ones included: their processes may still write. */
  private long podsNamedAfter(Value.Handle workload) throws ApiFailure, InterruptedException {
    String start = Paths.name(workload) + "-";
    long count = 0;
    String all = Paths.kind("k8s.Pod", Paths.namespace(workload));
    for (JsonNode pod : server.get(all, FACTS_PATIENCE).path("items")) {
      String name = pod.at("/metadata/name").asText();
      boolean owned =
          pod.at("/metadata/ownerReferences").isEmpty()
              || Owners.belongs(pod, Paths.name(workload));
      count += name.startsWith(start) && owned ? 1 : 0;
    }
    return count;
  }
}
