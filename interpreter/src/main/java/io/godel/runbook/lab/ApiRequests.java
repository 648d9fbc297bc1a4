package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.ApiView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers requests about objects; the caller has the model for itself. */
final class ApiRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What of a StatefulSet's wish may be changed (apps/v1 validation). */
  private static final List<String> SET_CHANGEABLE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  private final ApiStore store;
  private final ApiView view;

  ApiRequests(ApiStore store, ApiView view) {
    this.store = store;
    this.view = view;
  }

  /**
   * What a request is about.
   *
   * @param name empty for all of them
   * @param subresource empty for none
   */
  record Target(Kind kind, String namespace, String name, String subresource) {}

  ObjectNode get(Target target) throws Denied {
    if (target.kind().group().equals("metrics.k8s.io")) {
      return view.usage(target.namespace(), target.name())
          .orElseThrow(() -> Denied.notFound(target.kind(), target.name()));
    }
    ObjectNode object = store.get(target.kind(), target.namespace(), target.name());
    return target.subresource().equals("scale") ? scale(object) : object;
  }

  ObjectNode list(Target target, Map<String, String> query) throws Denied {
    if (target.kind().group().equals("metrics.k8s.io") && !view.hasMetrics()) {
      throw Denied.noSuchPath();
    }
    ObjectNode list = JSON.objectNode();
    list.put("kind", target.kind().name() + "List").put("apiVersion", target.kind().apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
    ArrayNode items = list.putArray("items");
    store.list(target.kind(), target.namespace(), selected(query)).forEach(items::add);
    return list;
  }

  /** By labels and by the fields that the API selects by. */
  static Predicate<ObjectNode> selected(Map<String, String> query) {
    String labels = query.getOrDefault("labelSelector", "");
    String fields = query.getOrDefault("fieldSelector", "");
    return object ->
        fits(labels, object.at("/metadata/labels"))
            && List.of(fields.split(",")).stream()
                .filter(each -> !each.isBlank())
                .allMatch(each -> fitsField(each, object));
  }

  private static boolean fits(String selector, JsonNode labels) {
    for (String each : selector.split(",")) {
      String term = each.strip();
      if (term.isEmpty()) {
        continue;
      }
      boolean not = term.contains("!=");
      String[] parts = term.split("!=|==|=", 2);
      JsonNode value = labels.path(parts[0].strip());
      boolean equal =
          parts.length < 2 ? !value.isMissingNode() : value.asText("").equals(parts[1].strip());
      if (equal == not) {
        return false;
      }
    }
    return true;
  }

  private static boolean fitsField(String term, ObjectNode object) {
    boolean not = term.contains("!=");
    String[] parts = term.split("!=|==|=", 2);
    String value = object.at("/" + parts[0].strip().replace('.', '/')).asText("");
    return value.equals(parts.length < 2 ? "" : parts[1].strip()) != not;
  }

  private static ObjectNode scale(ObjectNode object) {
    ObjectNode scale = JSON.objectNode();
    scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.set(field, object.path("metadata").path(field));
    }
    ObjectNode spec = scale.putObject("spec");
    int replicas = object.at("/spec/replicas").asInt(1);
    if (replicas != 0) {
      spec.put("replicas", replicas);
    }
    scale.putObject("status").put("replicas", object.at("/status/replicas").asInt(0));
    return scale;
  }

  ObjectNode create(Target target, ObjectNode object, boolean dry) throws Denied {
    String name = object.at("/metadata/name").asText("");
    if (name.isEmpty()) {
      throw Denied.invalid(
          target.kind(), "", "metadata.name: Required value: name or generateName is required");
    }
    validate(target.kind(), name, object);
    if (store.find(target.kind(), target.namespace(), name).isPresent()) {
      throw Denied.exists(target.kind(), name);
    }
    return dry ? object : store.create(target.kind(), target.namespace(), object);
  }

  ObjectNode replace(Target target, ObjectNode object, boolean dry) throws Denied {
    ObjectNode before = store.get(target.kind(), target.namespace(), target.name());
    return write(target, before, wished(target, before, object), dry);
  }

  /** A scale is written onto the object that it is of. */
  private static ObjectNode wished(Target target, ObjectNode before, ObjectNode written) {
    if (!target.subresource().equals("scale")) {
      return written;
    }
    ObjectNode object = before.deepCopy();
    object.withObject("/spec").put("replicas", written.at("/spec/replicas").asInt(0));
    object.withObject("/metadata").set("resourceVersion", written.at("/metadata/resourceVersion"));
    return object;
  }

  ObjectNode patch(Target target, String type, JsonNode patch, boolean dry) throws Denied {
    Optional<ObjectNode> found = store.find(target.kind(), target.namespace(), target.name());
    if (found.isEmpty()) {
      if (type.equals("application/apply-patch+yaml") && patch instanceof ObjectNode fresh) {
        return create(target, fresh, dry);
      }
      throw Denied.notFound(target.kind(), target.name());
    }
    ObjectNode before = found.get();
    boolean isScale = target.subresource().equals("scale");
    ObjectNode seen = isScale ? scale(before) : before;
    ObjectNode after = Patches.apply(type, seen, patch);
    return write(target, before, wished(target, before, after), dry);
  }

  private ObjectNode write(Target target, ObjectNode before, ObjectNode after, boolean dry)
      throws Denied {
    String wanted = after.at("/metadata/resourceVersion").asText("");
    if (!wanted.isEmpty() && !wanted.equals(before.at("/metadata/resourceVersion").asText())) {
      throw Denied.conflict(target.kind(), target.name());
    }
    validate(target.kind(), target.name(), after);
    immutable(target, before, after);
    ObjectNode written =
        dry ? after : store.put(target.kind(), target.namespace(), target.name(), after);
    return target.subresource().equals("scale") ? scale(written) : written;
  }

  private static void validate(Kind kind, String name, ObjectNode object) throws Denied {
    if (kind.hasScale()) {
      int replicas = object.at("/spec/replicas").asInt(1);
      if (replicas < 0) {
        throw Denied.invalid(
            kind,
            name,
            "spec.replicas: Invalid value: " + replicas + ": must be greater than or equal to 0");
      }
    }
    if (kind.plural().equals("horizontalpodautoscalers")) {
      int min = object.at("/spec/minReplicas").asInt(1);
      int max = object.at("/spec/maxReplicas").asInt(1);
      if (min < 1) {
        throw Denied.invalid(
            kind,
            name,
            "spec.minReplicas: Invalid value: " + min + ": must be greater than or equal to 1");
      }
      if (max < min) {
        throw Denied.invalid(
            kind,
            name,
            "spec.maxReplicas: Invalid value: "
                + max
                + ": must be greater than or equal to `minReplicas`");
      }
    }
  }

  private static void immutable(Target target, ObjectNode before, ObjectNode after) throws Denied {
    if (!target.kind().plural().equals("statefulsets")) {
      return;
    }
    ObjectNode old = before.path("spec").deepCopy();
    ObjectNode wished = after.path("spec").deepCopy();
    old.remove(SET_CHANGEABLE);
    wished.remove(SET_CHANGEABLE);
    if (!old.equals(wished)) {
      throw Denied.invalid(
          target.kind(),
          target.name(),
          "spec: Forbidden: updates to statefulset spec for fields other than 'replicas',"
              + " 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',"
              + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
    }
  }

  /** The object where it is still ending, else that it was done. */
  ObjectNode delete(Target target, JsonNode options, boolean dry) throws Denied {
    ObjectNode found = store.get(target.kind(), target.namespace(), target.name());
    ApiStore.demand(target.kind(), target.name(), options, found);
    if (!dry) {
      store.delete(target.kind(), target.namespace(), target.name());
    }
    Optional<ObjectNode> left = store.find(target.kind(), target.namespace(), target.name());
    if (left.isPresent() && !dry) {
      return left.get();
    }
    ObjectNode status = JSON.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    ObjectNode details = status.put("status", "Success").putObject("details");
    details.put("name", target.name()).put("kind", target.kind().plural());
    details.put("group", target.kind().group());
    details.set("uid", found.at("/metadata/uid"));
    return status;
  }

  String log(Target target, Map<String, String> query) throws Denied {
    store.get(target.kind(), target.namespace(), target.name());
    int tail = Integer.parseInt(query.getOrDefault("tailLines", "1000"));
    List<String> lines;
    if (query.getOrDefault("previous", "").equals("true")) {
      String container = view.workloadOf(target.namespace(), target.name()).orElse("");
      lines = view.previousLog(target.namespace(), target.name(), tail).orElse(null);
      if (lines == null) {
        throw Denied.badRequest(
            "previous terminated container \"%s\" in pod \"%s\" not found"
                .formatted(container, target.name()));
      }
    } else {
      lines = view.log(target.namespace(), target.name(), tail).orElse(List.of());
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
