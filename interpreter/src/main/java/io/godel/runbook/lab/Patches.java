package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The kinds of patches that the API knows, applied to an object. */
final class Patches {
  /** Of lists that are merged element by element, what tells elements apart. */
  private static final Map<String, String> KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "env", "name",
          "volumes", "name",
          "volumeMounts", "mountPath",
          "ports", "containerPort",
          "conditions", "type",
          "ownerReferences", "uid",
          "imagePullSecrets", "name");

  private static final String DIRECTIVE = "$patch";

  private Patches() {}

  /**
   * @param type the content type of the patch
   */
  static ObjectNode apply(String type, ObjectNode object, JsonNode patch) throws Denied {
    ObjectNode copy = object.deepCopy();
    switch (type) {
      case "application/merge-patch+json" -> merge(copy, asObject(patch));
      case "application/strategic-merge-patch+json", "application/apply-patch+yaml" ->
          strategic(copy, asObject(patch));
      case "application/json-patch+json" -> json(copy, patch);
      default -> throw Denied.unsupported(type);
    }
    return copy;
  }

  private static ObjectNode asObject(JsonNode patch) throws Denied {
    if (patch instanceof ObjectNode object) {
      return object;
    }
    throw Denied.badRequest("the patch is no object");
  }

  /** RFC 7386. */
  static void merge(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              if (value.isNull()) {
                target.remove(entry.getKey());
              } else if (value instanceof ObjectNode inner) {
                if (!(target.get(entry.getKey()) instanceof ObjectNode)) {
                  target.putObject(entry.getKey());
                }
                merge((ObjectNode) target.get(entry.getKey()), inner);
              } else {
                target.set(entry.getKey(), value.deepCopy());
              }
            });
  }

  /** As merge, but for lists whose elements have a key: those are merged one by one. */
  static void strategic(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              JsonNode value = entry.getValue();
              if (name.equals(DIRECTIVE)) {
                return;
              }
              if (value.isNull()) {
                target.remove(name);
              } else if (value instanceof ObjectNode inner) {
                if (!(target.get(name) instanceof ObjectNode)) {
                  target.putObject(name);
                }
                strategic((ObjectNode) target.get(name), inner);
              } else if (value instanceof ArrayNode list
                  && KEYS.containsKey(name)
                  && target.get(name) instanceof ArrayNode old) {
                elements(old, list, KEYS.get(name));
              } else {
                target.set(name, value.deepCopy());
              }
            });
  }

  private static void elements(ArrayNode old, ArrayNode patch, String key) {
    for (JsonNode each : patch) {
      int at = index(old, key, each.path(key));
      boolean gone = each.path(DIRECTIVE).asText().equals("delete");
      if (gone && at >= 0) {
        old.remove(at);
      } else if (!gone && at >= 0) {
        strategic((ObjectNode) old.get(at), (ObjectNode) each);
      } else if (!gone) {
        old.add(each.deepCopy());
      }
    }
  }

  private static int index(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  /** RFC 6902: add, replace, remove and test. */
  private static void json(ObjectNode target, JsonNode patch) throws Denied {
    for (JsonNode step : patch) {
      String path = step.path("path").asText();
      int slash = path.lastIndexOf('/');
      JsonNode parent = target.at(path.substring(0, Math.max(0, slash)));
      String name = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
      String what = step.path("op").asText();
      JsonNode old =
          parent instanceof ArrayNode list ? list.path(number(name, list)) : parent.path(name);
      if (what.equals("test")) {
        if (!old.equals(step.path("value"))) {
          throw Denied.badRequest("the patch's test of " + path + " failed");
        }
      } else {
        if (old.isMissingNode() && !what.equals("add")) {
          throw Denied.badRequest("the patch speaks of " + path + ", which is not there");
        }
        change(parent, name, what, step.path("value"));
      }
    }
  }

  private static void change(JsonNode parent, String name, String what, JsonNode value)
      throws Denied {
    if (parent instanceof ObjectNode object) {
      if (what.equals("remove")) {
        object.remove(name);
      } else {
        object.set(name, value.deepCopy());
      }
    } else if (parent instanceof ArrayNode list) {
      int at = number(name, list);
      switch (what) {
        case "remove" -> list.remove(at);
        case "replace" -> list.set(at, value.deepCopy());
        default -> list.insert(at, value.deepCopy());
      }
    } else {
      throw Denied.badRequest("the patch speaks of what is not there");
    }
  }

  private static int number(String name, ArrayNode list) throws Denied {
    try {
      return name.equals("-") ? list.size() : Integer.parseInt(name);
    } catch (NumberFormatException noNumber) {
      throw Denied.badRequest("the patch names an element `" + name + "`");
    }
  }
}
