package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.store.ResourceType;
import io.godel.runbook.lab.store.ResourceTypes;
import io.godel.runbook.lab.store.Store;

/** Deletes objects: the very ones that are meant, and no sooner than they may go. */
final class Deletes {
  private final Store store;
  private final Mirror mirror;

  Deletes(Store store, Mirror mirror) {
    this.store = store;
    this.mirror = mirror;
  }

  /**
   * @param options of the deletion; an empty object for none
   */
  ObjectNode delete(Target target, JsonNode options, Request request) throws Refusal {
    ResourceType type = target.type();
    ObjectNode before =
        store
            .find(type, target.namespace(), target.name())
            .orElseThrow(() -> Refusal.notFound(type, target.name()));
    check(target, before, options);
    String unsaid =
        options.isEmpty()
            ? request.parameter("propagationPolicy").orElse("Background")
            : "Background";
    String policy = options.path("propagationPolicy").asText(unsaid);
    if (policy.equals("Orphan") && !mirror.documents(type).isEmpty() && type.counts()) {
      throw Refusal.badRequest("in the lab, what an object owns goes with it: no orphans");
    }
    boolean dry = request.isDryRun() || isDry(options);
    return dry ? wouldGo(type, before) : go(target, before, options, request);
  }

  private static boolean isDry(JsonNode options) {
    return options.path("dryRun").path(0).asText().equals("All");
  }

  private static void check(Target target, JsonNode before, JsonNode options) throws Refusal {
    JsonNode conditions = options.path("preconditions");
    String uid = before.at("/metadata/uid").asText();
    if (!conditions.path("uid").asText(uid).equals(uid)) {
      throw Refusal.precondition(
          target.type(),
          target.name(),
          ("the UID in the precondition (%s) does not match the UID in record (%s). The object"
                  + " might have been deleted and then recreated")
              .formatted(conditions.path("uid").asText(), uid));
    }
    String version = before.at("/metadata/resourceVersion").asText();
    if (!conditions.path("resourceVersion").asText(version).equals(version)) {
      throw Refusal.precondition(
          target.type(),
          target.name(),
          ("the ResourceVersion in the precondition (%s) does not match the ResourceVersion in"
                  + " record (%s). The object might have been modified")
              .formatted(conditions.path("resourceVersion").asText(), version));
    }
  }

  private ObjectNode go(Target target, ObjectNode before, JsonNode options, Request request)
      throws Refusal {
    ResourceType type = target.type();
    if (type.equals(ResourceTypes.NAMESPACE)) {
      return namespace(before, request);
    }
    if (mirror.documents(type).isPresent()) {
      return ofModel(target, before, options);
    }
    if (!before.at("/metadata/finalizers").isEmpty()) {
      return ending(type, before);
    }
    store.remove(type, target.namespace(), target.name());
    return success(type, before);
  }

  private ObjectNode ofModel(Target target, ObjectNode before, JsonNode options) throws Refusal {
    ResourceType type = target.type();
    boolean isPod = type.equals(ResourceTypes.POD);
    if (!isPod && !mirror.documents(type).orElseThrow().isMadeByClients()) {
      throw Refusal.methodNotAllowed("in the lab, only controllers delete " + type.plural());
    }
    boolean forced = options.path("gracePeriodSeconds").asInt(-1) == 0;
    mirror.delete(type, target.namespace(), target.name(), forced);
    if (isPod || type.equals(ResourceTypes.CLAIM)) {
      return store.find(type, target.namespace(), target.name()).orElse(before);
    }
    return success(type, before);
  }

  private ObjectNode ending(ResourceType type, ObjectNode before) {
    ObjectNode after = before.deepCopy();
    ObjectNode metadata = after.withObject("/metadata");
    if (metadata.has("deletionTimestamp")) {
      return before;
    }
    metadata.put("deletionTimestamp", mirror.now()).put("deletionGracePeriodSeconds", 0);
    return store.put(type, after);
  }

  /** A namespace goes with everything that is in it. */
  private ObjectNode namespace(ObjectNode before, Request request) throws Refusal {
    String name = before.at("/metadata/name").asText();
    if (name.startsWith("kube-") || name.equals("default")) {
      throw Refusal.forbidden(ResourceTypes.NAMESPACE, name, "this namespace may not be deleted");
    }
    ObjectNode after = ending(ResourceTypes.NAMESPACE, before).deepCopy();
    after.withObject("/status").put("phase", "Terminating");
    store.put(ResourceTypes.NAMESPACE, after);
    for (ResourceType type : ResourceTypes.all()) {
      if (type.isNamespaced()
          && mirror.documents(type).filter(it -> !it.isMadeByClients()).isEmpty()) {
        for (ObjectNode each : store.list(type, name)) {
          Target target = new Target(type, name, each.at("/metadata/name").asText(), "", "");
          go(target, each, JsonNodeFactory.instance.objectNode(), request);
        }
      }
    }
    return after;
  }

  /** Namespaces that are to go and are empty now. */
  void collectNamespaces() {
    for (ObjectNode namespace : store.list(ResourceTypes.NAMESPACE, "")) {
      if (namespace.at("/metadata").has("deletionTimestamp")) {
        String name = namespace.at("/metadata/name").asText();
        boolean empty =
            ResourceTypes.all().stream()
                .filter(ResourceType::isNamespaced)
                .allMatch(type -> store.list(type, name).isEmpty());
        if (empty) {
          store.remove(ResourceTypes.NAMESPACE, "", name);
        }
      }
    }
  }

  private ObjectNode wouldGo(ResourceType type, ObjectNode before) {
    boolean stays =
        type.equals(ResourceTypes.POD)
            || type.equals(ResourceTypes.CLAIM)
            || type.equals(ResourceTypes.NAMESPACE);
    return stays ? before : success(type, before);
  }

  private static ObjectNode success(ResourceType type, JsonNode before) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Success");
    ObjectNode details = status.putObject("details");
    details.put("name", before.at("/metadata/name").asText());
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural()).put("uid", before.at("/metadata/uid").asText());
    return status;
  }
}
