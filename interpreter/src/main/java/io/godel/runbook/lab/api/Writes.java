package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.Documents;
import io.godel.runbook.lab.store.ResourceType;
import io.godel.runbook.lab.store.ResourceTypes;
import io.godel.runbook.lab.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes and changes objects, or shows what would come of it. */
final class Writes {
  private static final int SUFFIX_LENGTH = 5;
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  /** What no client decides once the object is there. */
  private static final List<String> KEPT =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "resourceVersion",
          "managedFields");

  private final Store store;
  private final Mirror mirror;
  private final Random random;
  private final KnownFields fields = new KnownFields();

  Writes(Store store, Mirror mirror, long seed) {
    this.store = store;
    this.mirror = mirror;
    this.random = new Random(seed);
  }

  /** Makes of what is there what is to be there. */
  @FunctionalInterface
  interface Change {
    ObjectNode of(ObjectNode before) throws Refusal;
  }

  ObjectNode create(Target target, ObjectNode sent, Request request) throws Refusal {
    ResourceType type = target.type();
    ObjectNode document = sent.deepCopy();
    checkKind(type, document);
    ObjectNode metadata = document.withObject("/metadata");
    name(metadata);
    String name = metadata.path("name").asText("");
    if (type.isNamespaced()) {
      namespace(target, metadata);
    }
    if (store.find(type, target.namespace(), name).isPresent()) {
      throw Refusal.exists(type, name);
    }
    if (mirror.documents(type).filter(it -> !it.isMadeByClients()).isPresent()) {
      throw Refusal.methodNotAllowed("in the lab, only controllers make " + type.plural());
    }
    KEPT.forEach(metadata::remove);
    metadata.put("uid", mirror.uid()).put("creationTimestamp", mirror.now());
    if (type.counts()) {
      metadata.put("generation", 1);
    }
    if (!type.equals(ResourceTypes.NAMESPACE)) {
      document.remove("status");
    } else {
      document.putObject("status").put("phase", "Active");
    }
    demandFields(type, document, request, Optional.empty());
    Defaults.fill(type, document);
    Validation.check(type, document);
    ManagedFields.created(document, request, mirror.now());
    if (request.isDryRun()) {
      return document;
    }
    return keep(type, document);
  }

  private ObjectNode keep(ResourceType type, ObjectNode document) {
    if (mirror.documents(type).isEmpty()) {
      return store.put(type, document);
    }
    mirror.create(type, document);
    return shown(type, document);
  }

  private ObjectNode shown(ResourceType type, ObjectNode document) {
    return store
        .find(
            type,
            document.at("/metadata/namespace").asText(""),
            document.at("/metadata/name").asText())
        .orElse(document);
  }

  static void checkKind(ResourceType type, ObjectNode document) throws Refusal {
    String kind = document.path("kind").asText(type.kind());
    String version = document.path("apiVersion").asText(type.apiVersion());
    if (!kind.equals(type.kind()) || !version.equals(type.apiVersion())) {
      throw Refusal.badRequest(
          "%s in version \"%s\" cannot be handled as a %s".formatted(kind, version, type.kind()));
    }
    document.put("kind", kind).put("apiVersion", version);
  }

  private void name(ObjectNode metadata) {
    String start = metadata.path("generateName").asText("");
    if (metadata.path("name").asText("").isEmpty() && !start.isEmpty()) {
      StringBuilder name = new StringBuilder(start);
      for (int i = 0; i < SUFFIX_LENGTH; i++) {
        name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      metadata.put("name", name.toString());
    }
  }

  private void namespace(Target target, ObjectNode metadata) throws Refusal {
    String written = metadata.path("namespace").asText(target.namespace());
    if (!written.equals(target.namespace())) {
      throw Refusal.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    metadata.put("namespace", target.namespace());
    Optional<ObjectNode> namespace = store.find(ResourceTypes.NAMESPACE, "", target.namespace());
    if (namespace.isEmpty()) {
      throw Refusal.notFound(ResourceTypes.NAMESPACE, target.namespace());
    }
    if (namespace.get().at("/metadata").has("deletionTimestamp")) {
      throw Refusal.forbidden(
          target.type(),
          metadata.path("name").asText(""),
          "unable to create new content in namespace %s because it is being terminated"
              .formatted(target.namespace()));
    }
  }

  /** Fields that do not exist are left out, or refused where that is wished. */
  private void demandFields(
      ResourceType type, ObjectNode document, Request request, Optional<ObjectNode> patched)
      throws Refusal {
    KnownFields.Misfits misfits = fields.prune(type, document);
    String handled =
        "%s in version \"%s\" cannot be handled as a %s: "
            .formatted(type.kind(), type.version(), type.kind());
    if (!misfits.wrong().isEmpty()) {
      throw Refusal.badRequest(handled + "json: " + misfits.wrong().get(0));
    }
    boolean strict = request.parameter("fieldValidation").filter("Strict"::equals).isPresent();
    if (strict && !misfits.unknown().isEmpty()) {
      List<String> unknown =
          misfits.unknown().stream().map(it -> "unknown field \"" + it + "\"").toList();
      String error = "strict decoding error: " + String.join(", ", unknown);
      if (request.method().equals("PATCH") && patched.isPresent()) {
        throw Refusal.invalidPatch(patched.get().toString(), error);
      }
      throw Refusal.badRequest(handled + error);
    }
  }

  /** A change of the object itself, its status left aside. */
  ObjectNode change(Target target, Request request, Change change) throws Refusal {
    ResourceType type = target.type();
    ObjectNode before =
        store
            .find(type, target.namespace(), target.name())
            .orElseThrow(() -> Refusal.notFound(type, target.name()));
    ObjectNode after = change.of(before.deepCopy());
    checkKind(type, after);
    checkSame(target, before, after);
    JsonNode applied = after.at("/metadata/managedFields").deepCopy();
    ObjectNode metadata = after.withObject("/metadata");
    KEPT.forEach(field -> restore(metadata, before.path("metadata"), field));
    restore(after, before, "status");
    demandFields(type, after, request, Optional.of(after.deepCopy()));
    Defaults.fill(type, after);
    Validation.check(type, after);
    Unchangeable.check(type, before, after);
    if (type.counts() && !before.path("spec").equals(after.path("spec"))) {
      metadata.put("generation", before.at("/metadata/generation").asLong() + 1);
    }
    if (!Applying.isApply(request)) {
      ManagedFields.changed(before, after, request, mirror.now());
    } else if (applied.isArray()) {
      // The time alone is no change.
      metadata.set("managedFields", applied);
      ManagedFields.settle(before, after);
    }
    if (request.isDryRun() || before.equals(after)) {
      return after;
    }
    return replace(type, before, after);
  }

  private ObjectNode replace(ResourceType type, ObjectNode before, ObjectNode after) {
    if (after.at("/metadata").has("deletionTimestamp")
        && after.at("/metadata/finalizers").isEmpty()
        && mirror.documents(type).isEmpty()) {
      store.remove(
          type, after.at("/metadata/namespace").asText(""), after.at("/metadata/name").asText());
      return after;
    }
    Optional<Documents> model = mirror.documents(type);
    if (model.isEmpty()) {
      return store.put(type, after);
    }
    mirror.write(type, before, after);
    return shown(type, after);
  }

  private static void restore(ObjectNode after, JsonNode before, String field) {
    if (before.has(field)) {
      after.set(field, before.get(field).deepCopy());
    } else {
      after.remove(field);
    }
  }

  /** What was read and sent back must not have been changed by others in the meantime. */
  private static void checkSame(Target target, JsonNode before, JsonNode after) throws Refusal {
    String name = target.name();
    JsonNode was = before.path("metadata");
    JsonNode is = after.path("metadata");
    if (!is.path("name").asText(name).equals(name)) {
      throw Refusal.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(is.path("name").asText(), name));
    }
    String version = is.path("resourceVersion").asText("");
    if (!version.isEmpty() && !version.equals(was.path("resourceVersion").asText())) {
      throw Refusal.modified(target.type(), name);
    }
    String uid = is.path("uid").asText("");
    if (!uid.isEmpty() && !uid.equals(was.path("uid").asText())) {
      throw Refusal.precondition(
          target.type(),
          name,
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(uid, was.path("uid").asText()));
    }
  }
}
