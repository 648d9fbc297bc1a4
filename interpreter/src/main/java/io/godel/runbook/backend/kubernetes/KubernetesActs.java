package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The actions of the module {@code k8s} that act. What is patched is patched on the version that
 * was read; what is deleted is the very object that was looked at.
 */
public final class KubernetesActs {
  /** A write that met another one is made anew on what that has left, so often. */
  private static final int CONFLICTS_MAX = 5;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ApiServer server;
  private final PodPrograms programs;
  private final Optional<String> identity;
  private final InstantSource clock;
  private final BiConsumer<String, String> diffs;

  /**
   * @param identity of the cluster that alone is written to; empty where any is
   * @param diffs is told what each call has changed or would change, by the call's id
   */
  public KubernetesActs(
      KubernetesConnection connection,
      Optional<String> identity,
      InstantSource clock,
      BiConsumer<String, String> diffs) {
    this.server = connection.server();
    this.programs = new PodPrograms(connection);
    this.identity = identity;
    this.clock = clock;
    this.diffs = diffs;
  }

  /** By qualified name; all but {@code k8s.exec}, which no server can only try out. */
  public Map<String, LiveAction> tried() {
    Map<String, LiveAction> actions = new LinkedHashMap<>();
    put(actions, "k8s.scale", this::scale);
    put(actions, "k8s.rollout_restart", this::restart);
    put(actions, "k8s.replace", this::replace);
    put(actions, "k8s.patch", this::patchData);
    put(actions, "k8s.annotate", this::annotate);
    put(actions, "k8s.set_memory_limit", this::setMemoryLimit);
    put(actions, "k8s.set_variable", this::setVariable);
    put(actions, "k8s.set_bounds", this::setBounds);
    put(actions, "k8s.delete", (call, writes) -> delete(call, writes, "workload"));
    put(actions, "k8s.delete_snapshot", (call, writes) -> delete(call, writes, "snapshot"));
    put(actions, "k8s.delete_claim", (call, writes) -> delete(call, writes, "claim"));
    put(actions, "k8s.delete_copied_claim", (call, writes) -> delete(call, writes, "claim"));
    put(actions, "k8s.apply", this::apply);
    put(actions, "k8s.snapshot", this::snapshot);
    put(actions, "k8s.enlarge", this::enlarge);
    return actions;
  }

  /** By qualified name. */
  public Map<String, LiveAction> actions() {
    Map<String, LiveAction> actions = tried();
    put(actions, "k8s.exec", programs::exec);
    return actions;
  }

  /** What is done by requests. */
  interface Act {
    /**
     * @param writes the only way to change anything, which sees first that it is the right cluster
     */
    Value of(Call call, ApiServer.Writes writes) throws ApiFailure, InterruptedException;
  }

  private void put(Map<String, LiveAction> actions, String action, Act act) {
    actions.put(
        action,
        call -> {
          try {
            return new Outcome.Done(act.of(call, writes()));
          } catch (ApiFailure failure) {
            return failure.acted();
          }
        });
  }

  private ApiServer.Writes writes() {
    return server.writes(
        identity.<ApiServer.Consent>map(it -> TargetCheck.begin(server, it)).orElse(() -> {}));
  }

  private static Value unit() {
    return new Value.Unit();
  }

  /** A change of an object as it was read. */
  private interface Change {
    JsonNode of(JsonNode object) throws ApiFailure;
  }

  /**
   * Patches what was read and nothing newer: where somebody else was faster the server says so, and
   * it is read anew.
   */
  private Value patch(Call call, ApiServer.Writes writes, String path, String type, Change change)
      throws ApiFailure, InterruptedException {
    for (int conflicts = 0; ; conflicts++) {
      JsonNode before = writes.read(path, call.timeout());
      ObjectNode patch = (ObjectNode) change.of(before);
      if (patch.isEmpty()) {
        diffs.accept(call.id(), "");
        return unit();
      }
      patch
          .withObject("/metadata")
          .put("resourceVersion", before.at("/metadata/resourceVersion").asText());
      try {
        JsonNode after = writes.patch(path, type, patch, call.timeout());
        diffs.accept(call.id(), Diff.of(before, after));
        return unit();
      } catch (ApiFailure failure) {
        if (!failure.isConflict() || conflicts >= CONFLICTS_MAX) {
          throw failure;
        }
      }
    }
  }

  private static String path(Call call, String parameter) {
    return Paths.of(KubernetesLooks.handle(call, parameter));
  }

  private Value scale(Call call, ApiServer.Writes writes) throws ApiFailure, InterruptedException {
    long replicas = ((Value.Int) call.argument("replicas")).value();
    String path = path(call, "workload") + "/scale";
    return patch(
        call,
        writes,
        path,
        ApiServer.MERGE,
        before -> {
          ObjectNode patch = JSON.objectNode();
          patch.putObject("spec").put("replicas", replicas);
          return patch;
        });
  }

  private Value restart(Call call, ApiServer.Writes writes)
      throws ApiFailure, InterruptedException {
    // The API keeps whole seconds, and the probe asks for a time that is not before the call.
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).toString();
    return patch(
        call,
        writes,
        path(call, "workload"),
        ApiServer.STRATEGIC,
        before -> {
          ObjectNode patch = JSON.objectNode();
          patch
              .withObject("/spec/template/metadata/annotations")
              .put(KubernetesLooks.RESTARTED_AT, now);
          return patch;
        });
  }

  private Value replace(Call call, ApiServer.Writes writes)
      throws ApiFailure, InterruptedException {
    String path = path(call, "pod");
    String uid = Paths.text(call.argument("uid"));
    writes.delete(path, options(uid), call.timeout());
    diffs.accept(call.id(), "- pod " + Paths.name(KubernetesLooks.handle(call, "pod")));
    return unit();
  }

  private static ObjectNode options(String uid) {
    ObjectNode options = JSON.objectNode();
    options.put("kind", "DeleteOptions").put("apiVersion", "v1");
    options.put("propagationPolicy", "Background");
    options.putObject("preconditions").put("uid", uid);
    return options;
  }

  private Value patchData(Call call, ApiServer.Writes writes)
      throws ApiFailure, InterruptedException {
    return patch(
        call,
        writes,
        path(call, "config"),
        ApiServer.MERGE,
        before -> {
          ObjectNode patch = JSON.objectNode();
          ObjectNode data = patch.putObject("data");
          ((Value.Table) call.argument("data"))
              .entries()
              .forEach((key, value) -> data.put(ValueText.plain(key), ValueText.plain(value)));
          return patch;
        });
  }

  private static Optional<String> optional(Call call, String parameter) {
    return call.argument(parameter) instanceof Value.Str text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  private Value annotate(Call call, ApiServer.Writes writes)
      throws ApiFailure, InterruptedException {
    String name = Paths.text(call.argument("name"));
    Optional<String> value = optional(call, "value");
    return patch(
        call,
        writes,
        path(call, "ingress"),
        ApiServer.MERGE,
        before -> {
          ObjectNode patch = JSON.objectNode();
          patch.withObject("/metadata/annotations").put(name, value.orElse(null));
          return patch;
        });
  }

  private Value setMemoryLimit(Call call, ApiServer.Writes writes)
      throws ApiFailure, InterruptedException {
    String container = Paths.text(call.argument("container"));
    long limit = ((Value.Size) call.argument("limit")).bytes();
    return patch(
        call,
        writes,
        path(call, "workload"),
        ApiServer.STRATEGIC,
        before -> {
          Optional<JsonNode> known = Optional.empty();
          for (JsonNode each : KubernetesLooks.containers(before)) {
            if (each.path("name").asText().equals(container)) {
              known = Optional.of(each);
            }
          }
          if (known.isEmpty()) {
            throw ApiFailure.of("not_found", "there is no container `" + container + "`");
          }
          ObjectNode patch = JSON.objectNode();
          containers(patch)
              .addObject()
              .put("name", container)
              .withObject("/resources/limits")
              .put("memory", Measures.quantity(limit, known.get().at("/resources/limits/memory")));
          return patch;
        });
  }

  private static ArrayNode containers(ObjectNode patch) {
    return patch.withObject("/spec/template/spec").putArray("containers");
  }

  private Value setVariable(Call call, ApiServer.Writes writes)
      throws ApiFailure, InterruptedException {
    String name = Paths.text(call.argument("name"));
    Optional<String> value = optional(call, "value");
    return patch(
        call,
        writes,
        path(call, "workload"),
        ApiServer.STRATEGIC,
        before -> {
          ObjectNode patch = JSON.objectNode();
          ArrayNode changed = JSON.arrayNode();
          for (JsonNode each : KubernetesLooks.containers(before)) {
            // To take a variable out of a list that is not there puts an empty one into it.
            if (value.isEmpty() && !has(each, name)) {
              continue;
            }
            ObjectNode variable =
                changed
                    .addObject()
                    .put("name", each.path("name").asText())
                    .putArray("env")
                    .addObject()
                    .put("name", name);
            value.ifPresentOrElse(
                text -> variable.put("value", text), () -> variable.put("$patch", "delete"));
          }
          if (!changed.isEmpty()) {
            containers(patch).addAll(changed);
          }
          return patch;
        });
  }

  private static boolean has(JsonNode container, String variable) {
    for (JsonNode each : container.path("env")) {
      if (each.path("name").asText().equals(variable)) {
        return true;
      }
    }
    return false;
  }

  private Value setBounds(Call call, ApiServer.Writes writes)
      throws ApiFailure, InterruptedException {
    Value.Range bounds = (Value.Range) call.argument("bounds");
    return patch(
        call,
        writes,
        path(call, "scaler"),
        ApiServer.MERGE,
        before -> {
          ObjectNode patch = JSON.objectNode();
          patch
              .putObject("spec")
              .put("minReplicas", ((Value.Int) bounds.first()).value())
              .put("maxReplicas", ((Value.Int) bounds.last()).value());
          return patch;
        });
  }

  /** The very object that was there when this call began, by its uid. */
  private Value delete(Call call, ApiServer.Writes writes, String parameter)
      throws ApiFailure, InterruptedException {
    String path = path(call, parameter);
    JsonNode before = writes.read(path, call.timeout());
    writes.delete(path, options(before.at("/metadata/uid").asText()), call.timeout());
    String kind = before.path("kind").asText() + " " + before.at("/metadata/name").asText();
    diffs.accept(call.id(), "- " + kind);
    return unit();
  }

  /** Claims and fields that others have set since are taken over: it is to be as it was saved. */
  private Value apply(Call call, ApiServer.Writes writes) throws ApiFailure, InterruptedException {
    Value.Fields manifest = (Value.Fields) call.argument("manifest");
    Value.Handle of = KubernetesLooks.handle(call, "of");
    Optional<ObjectNode> saved = Manifest.read(Paths.text(manifest.field("yaml")));
    boolean fits =
        saved.isPresent()
            && saved.get().path("kind").asText().equals(Paths.manifestKind(of.type()))
            && saved.get().at("/metadata/name").asText().equals(Paths.name(of))
            && saved.get().at("/metadata/namespace").asText().equals(Paths.namespace(of));
    if (!fits) {
      throw ApiFailure.of("invalid", "the manifest is not one of " + Paths.name(of));
    }
    JsonNode before = MissingNode.getInstance();
    try {
      before = writes.read(Paths.of(of), call.timeout());
    } catch (ApiFailure failure) {
      if (!failure.isNotFound()) {
        throw failure;
      }
    }
    JsonNode after = writes.patch(Paths.of(of), ApiServer.APPLY, saved.get(), call.timeout());
    diffs.accept(
        call.id(),
        before.isMissingNode()
            ? "+ " + saved.get().path("kind").asText() + " " + Paths.name(of)
            : Diff.of(before, after));
    return unit();
  }

  private Value snapshot(Call call, ApiServer.Writes writes)
      throws ApiFailure, InterruptedException {
    Value.Handle claim = KubernetesLooks.handle(call, "claim");
    Value.Handle into = KubernetesLooks.handle(call, "into");
    writes.read(Paths.of(claim), call.timeout());
    ObjectNode snapshot = JSON.objectNode();
    snapshot.put("apiVersion", "snapshot.storage.k8s.io/v1").put("kind", "VolumeSnapshot");
    snapshot
        .putObject("metadata")
        .put("name", Paths.name(into))
        .put("namespace", Paths.namespace(into));
    snapshot.withObject("/spec/source").put("persistentVolumeClaimName", Paths.name(claim));
    try {
      writes.create(Paths.kind(into.type(), Paths.namespace(into)), snapshot, call.timeout());
    } catch (ApiFailure failure) {
      // It is there already: whether it is of this volume is for `copied` to say.
      if (!failure.isConflict()) {
        throw failure;
      }
    }
    diffs.accept(call.id(), "+ VolumeSnapshot " + Paths.name(into));
    server.await(
        Paths.of(into),
        made -> made.at("/status/readyToUse").asBoolean(false),
        "the snapshot is not ready to use yet",
        call.timeout());
    return unit();
  }

  private Value enlarge(Call call, ApiServer.Writes writes)
      throws ApiFailure, InterruptedException {
    long size = ((Value.Size) call.argument("to")).bytes();
    return patch(
        call,
        writes,
        path(call, "claim"),
        ApiServer.MERGE,
        before -> {
          ObjectNode patch = JSON.objectNode();
          patch
              .withObject("/spec/resources/requests")
              .put(
                  "storage",
                  Measures.quantity(size, before.at("/spec/resources/requests/storage")));
          return patch;
        });
  }
}
