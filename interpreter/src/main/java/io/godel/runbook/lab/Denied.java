package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal of the API, as its body says it (API conventions, <i>Response Status Kind</i>). */
final class Denied extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  private Denied(int code, String reason, String message) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  static Denied notFound(Kind kind, String name) {
    return new Denied(404, "NotFound", "%s \"%s\" not found".formatted(kind.shown(), name));
  }

  static Denied noSuchPath() {
    return new Denied(404, "NotFound", "the server could not find the requested resource");
  }

  static Denied exists(Kind kind, String name) {
    return new Denied(
        409, "AlreadyExists", "%s \"%s\" already exists".formatted(kind.shown(), name));
  }

  static Denied conflict(Kind kind, String name) {
    return new Denied(
        409,
        "Conflict",
        ("Operation cannot be fulfilled on %s \"%s\": the object has been modified; please apply"
                + " your changes to the latest version and try again")
            .formatted(kind.shown(), name));
  }

  static Denied otherUid(Kind kind, String name, String wanted, String found) {
    String shown = kind.group().isEmpty() ? kind.name() : kind.name() + "." + kind.group();
    return new Denied(
        409,
        "Conflict",
        ("Operation cannot be fulfilled on %s \"%s\": the UID in the precondition (%s) does not"
                + " match the UID in record (%s). The object might have been deleted and then"
                + " recreated")
            .formatted(shown, name, wanted, found));
  }

  static Denied invalid(Kind kind, String name, String why) {
    String shown = kind.group().isEmpty() ? kind.name() : kind.name() + "." + kind.group();
    return new Denied(422, "Invalid", "%s \"%s\" is invalid: %s".formatted(shown, name, why));
  }

  static Denied badRequest(String message) {
    return new Denied(400, "BadRequest", message);
  }

  static Denied unsupported(String type) {
    return new Denied(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include:"
            + " application/json-patch+json, application/merge-patch+json,"
            + " application/apply-patch+yaml (and not "
            + type
            + ")");
  }

  static Denied unauthorized() {
    return new Denied(401, "Unauthorized", "Unauthorized");
  }

  static Denied forbidden(String message) {
    return new Denied(403, "Forbidden", message);
  }

  static Denied expired(long asked, long oldest) {
    return new Denied(410, "Expired", "too old resource version: %d (%d)".formatted(asked, oldest));
  }

  int code() {
    return code;
  }

  ObjectNode body() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    return status
        .put("status", "Failure")
        .put("message", getMessage())
        .put("reason", reason)
        .put("code", code);
  }
}
