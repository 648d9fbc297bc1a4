package io.godel.runbook.lab.patch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Patch, RFC 6902. */
public final class JsonPatch {
  private static final int OPERATIONS_MAX = 10_000;

  private JsonPatch() {}

  public static JsonNode apply(JsonNode target, JsonNode patch) throws PatchException {
    if (!patch.isArray() || patch.size() > OPERATIONS_MAX) {
      throw new PatchException("a JSON patch is a list of operations");
    }
    JsonNode patched = target.deepCopy();
    for (JsonNode operation : patch) {
      patched = step(patched, operation);
    }
    return patched;
  }

  private static JsonNode step(JsonNode root, JsonNode operation) throws PatchException {
    JsonPointer path = pointer(operation.path("path").asText("-"));
    return switch (operation.path("op").asText()) {
      case "add" -> add(root, path, value(operation));
      case "remove" -> remove(root, path);
      case "replace" -> {
        existing(root, path);
        yield path.matches() ? value(operation) : set(root, path, value(operation));
      }
      case "test" -> {
        if (!existing(root, path).equals(value(operation))) {
          throw new PatchException("testing path " + path + " failed");
        }
        yield root;
      }
      case "copy" -> add(root, path, existing(root, from(operation)).deepCopy());
      case "move" -> {
        JsonNode moved = existing(root, from(operation)).deepCopy();
        yield add(remove(root, from(operation)), path, moved);
      }
      default ->
          throw new PatchException("unexpected kind: " + operation.path("op").asText("unknown"));
    };
  }

  private static JsonPointer from(JsonNode operation) throws PatchException {
    return pointer(operation.path("from").asText("-"));
  }

  private static JsonPointer pointer(String text) throws PatchException {
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException malformed) {
      throw new PatchException("\"" + text + "\" is no JSON pointer");
    }
  }

  private static JsonNode value(JsonNode operation) throws PatchException {
    if (!operation.has("value")) {
      throw new PatchException("the operation has no value");
    }
    return operation.get("value");
  }

  private static JsonNode existing(JsonNode root, JsonPointer path) throws PatchException {
    JsonNode found = root.at(path);
    if (found.isMissingNode()) {
      throw new PatchException("the path " + path + " does not exist");
    }
    return found;
  }

  private static JsonNode add(JsonNode root, JsonPointer path, JsonNode value)
      throws PatchException {
    if (path.matches()) {
      return value;
    }
    if (existing(root, path.head()) instanceof ArrayNode array) {
      String last = path.last().getMatchingProperty();
      int index = last.equals("-") ? array.size() : path.last().getMatchingIndex();
      if (index < 0 || index > array.size()) {
        throw new PatchException("the path " + path + " is outside of its list");
      }
      array.insert(index, value);
      return root;
    }
    return set(root, path, value);
  }

  private static JsonNode set(JsonNode root, JsonPointer path, JsonNode value)
      throws PatchException {
    JsonNode parent = existing(root, path.head());
    if (parent instanceof ObjectNode object) {
      object.set(path.last().getMatchingProperty(), value);
    } else if (parent instanceof ArrayNode array) {
      array.set(path.last().getMatchingIndex(), value);
    } else {
      throw new PatchException("the path " + path + " does not exist");
    }
    return root;
  }

  private static JsonNode remove(JsonNode root, JsonPointer path) throws PatchException {
    existing(root, path);
    if (path.matches()) {
      throw new PatchException("the whole document cannot be removed");
    }
    JsonNode parent = root.at(path.head());
    if (parent instanceof ObjectNode object) {
      object.remove(path.last().getMatchingProperty());
    } else {
      ((ArrayNode) parent).remove(path.last().getMatchingIndex());
    }
    return root;
  }
}
