package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.store.ResourceType;
import java.util.List;

/**
 * A request that is not carried out, with the words and codes of a real API server.
 *
 * <p>Kubernetes API conventions, <i>Response Status Kind</i>.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ObjectNode status;
  private final int code;

  private Refusal(int code, String reason, String message, ObjectNode details) {
    super(message, null, false, false);
    this.code = code;
    this.status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", message).put("reason", reason);
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    status.put("code", code);
  }

  public int code() {
    return code;
  }

  public ObjectNode status() {
    return status;
  }

  /** One thing that is wrong with a document. */
  record Cause(String reason, String message, String field) {
    static Cause invalid(String field, String message) {
      return new Cause("FieldValueInvalid", "Invalid value: " + message, field);
    }

    static Cause tooLong(String field, long bytes) {
      return new Cause(
          "FieldValueTooLong", "Too long: may not be more than " + bytes + " bytes", field);
    }

    static Cause required(String field, String message) {
      String more = message.isEmpty() ? "" : ": " + message;
      return new Cause("FieldValueRequired", "Required value" + more, field);
    }

    static Cause forbidden(String field, String message) {
      return new Cause("FieldValueForbidden", "Forbidden: " + message, field);
    }

    static Cause unsupported(String field, String message) {
      return new Cause("FieldValueNotSupported", "Unsupported value: " + message, field);
    }
  }

  private static ObjectNode details(String name, String group, String kind) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    if (!kind.isEmpty()) {
      details.put("kind", kind);
    }
    return details;
  }

  private static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }

  static Refusal notFound(ResourceType type, String name) {
    return new Refusal(
        404,
        "NotFound",
        "%s \"%s\" not found".formatted(type.resource(), name),
        details(name, type.group(), type.plural()));
  }

  /** Of a path that leads nowhere. */
  static Refusal noSuchPath() {
    return new Refusal(404, "NotFound", "the server could not find the requested resource", none());
  }

  static Refusal exists(ResourceType type, String name) {
    return new Refusal(
        409,
        "AlreadyExists",
        "%s \"%s\" already exists".formatted(type.resource(), name),
        details(name, type.group(), type.plural()));
  }

  static Refusal modified(ResourceType type, String name) {
    return new Refusal(
        409,
        "Conflict",
        ("Operation cannot be fulfilled on %s \"%s\": the object has been modified; please apply"
                + " your changes to the latest version and try again")
            .formatted(type.resource(), name),
        details(name, type.group(), type.plural()));
  }

  /** A deletion of another object than the one that was meant. */
  static Refusal precondition(ResourceType type, String name, String message) {
    return new Refusal(
        409,
        "Conflict",
        "Operation cannot be fulfilled on %s \"%s\": %s"
            .formatted(type.qualifiedKind(), name, message),
        details(name, type.group(), type.kind()));
  }

  /** Fields that others have set otherwise. */
  static Refusal applyConflicts(List<Cause> conflicts) {
    ObjectNode details = none();
    causes(details, conflicts);
    String all =
        String.join(
            "\n- ", conflicts.stream().map(it -> it.message() + ": " + it.field()).toList());
    String message =
        conflicts.size() == 1
            ? "Apply failed with 1 conflict: " + all
            : "Apply failed with " + conflicts.size() + " conflicts: " + all;
    return new Refusal(409, "Conflict", message, details);
  }

  static Refusal invalid(ResourceType type, String name, List<Cause> causes) {
    ObjectNode details = details(name, type.group(), type.kind());
    causes(details, causes);
    List<String> all = causes.stream().map(it -> it.field() + ": " + it.message()).toList();
    String what = all.size() == 1 ? all.get(0) : "[" + String.join(", ", all) + "]";
    return new Refusal(
        422,
        "Invalid",
        "%s \"%s\" is invalid: %s".formatted(type.qualifiedKind(), name, what),
        details);
  }

  static Refusal invalidScale(String name, List<Cause> causes) {
    ObjectNode details = details(name, "autoscaling", "Scale");
    causes(details, causes);
    return new Refusal(
        422,
        "Invalid",
        "Scale.autoscaling \"%s\" is invalid: %s: %s"
            .formatted(name, causes.get(0).field(), causes.get(0).message()),
        details);
  }

  /** A patch that does not fit its document. */
  static Refusal unprocessable(String message) {
    return new Refusal(
        422,
        "Invalid",
        "the server rejected our request due to an error in our request: " + message,
        none());
  }

  /** A patch whose result is no document of its kind. */
  static Refusal invalidPatch(String document, String error) {
    ObjectNode details = none();
    String quoted = com.fasterxml.jackson.databind.node.TextNode.valueOf(document).toString();
    String words = "Invalid value: " + quoted + ": " + error;
    causes(details, List.of(new Cause("FieldValueInvalid", words, "patch")));
    return new Refusal(422, "Invalid", " \"\" is invalid: patch: " + words, details);
  }

  private static void causes(ObjectNode details, List<Cause> causes) {
    causes.forEach(
        cause ->
            details
                .withArray("/causes")
                .addObject()
                .put("reason", cause.reason())
                .put("message", cause.message())
                .put("field", cause.field()));
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, "BadRequest", message, none());
  }

  static Refusal forbidden(ResourceType type, String name, String message) {
    String what = name.isEmpty() ? type.resource() : type.resource() + " \"" + name + "\"";
    return new Refusal(
        403,
        "Forbidden",
        what + " is forbidden: " + message,
        details(name, type.group(), type.plural()));
  }

  static Refusal forbiddenPath(String message) {
    return new Refusal(403, "Forbidden", message, none());
  }

  public static Refusal unauthorized() {
    return new Refusal(401, "Unauthorized", "Unauthorized", none());
  }

  static Refusal methodNotAllowed(String message) {
    return new Refusal(405, "MethodNotAllowed", message, none());
  }

  static Refusal unsupportedMediaType(String type) {
    return new Refusal(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + "application/json-patch+json, application/merge-patch+json, "
            + "application/strategic-merge-patch+json, application/apply-patch+yaml; it is "
            + type,
        none());
  }

  static Refusal expired(String message) {
    return new Refusal(410, "Expired", message, none());
  }

  public static Refusal tooLarge() {
    return new Refusal(
        413, "RequestEntityTooLarge", "the body of the request is too large", none());
  }

  static Refusal internal(String message) {
    return new Refusal(500, "InternalError", "Internal error occurred: " + message, none());
  }

  static Refusal unavailable(String message) {
    return new Refusal(503, "ServiceUnavailable", message, none());
  }
}
