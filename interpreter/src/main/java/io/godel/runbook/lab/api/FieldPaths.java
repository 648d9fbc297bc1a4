package io.godel.runbook.lab.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.patch.MergeKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of documents, one by one, in the form {@code fieldsV1} of managed fields.
 *
 * <p>Elements of a path are {@code f:NAME} for a field and {@code k:{KEY}} for an item of a list
 * whose items are told apart by a key; a list of another kind is one field.
 */
final class FieldPaths {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What belongs to nobody, in the document and in its metadata. */
  private static final Set<String> NOBODYS = Set.of("apiVersion", "kind", "status");

  private static final Set<String> NOBODYS_METADATA =
      Set.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "selfLink");

  private FieldPaths() {}

  /** Every field that has a value of its own, with that value. */
  static Map<List<String>, JsonNode> of(JsonNode document) {
    Map<List<String>, JsonNode> leaves = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      if (field.getKey().equals("metadata")) {
        for (Map.Entry<String, JsonNode> each : field.getValue().properties()) {
          if (!NOBODYS_METADATA.contains(each.getKey())) {
            List<String> path = List.of("f:metadata", "f:" + each.getKey());
            collect(each.getValue(), path, each.getKey(), "metadata", leaves);
          }
        }
      } else if (!NOBODYS.contains(field.getKey())) {
        List<String> path = List.of("f:" + field.getKey());
        collect(field.getValue(), path, field.getKey(), "", leaves);
      }
    }
    return leaves;
  }

  private static void collect(
      JsonNode node,
      List<String> path,
      String name,
      String parent,
      Map<List<String>, JsonNode> leaves) {
    Optional<String> key = key(node, name, parent);
    if (node.isObject() && !node.isEmpty()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        collect(field.getValue(), with(path, "f:" + field.getKey()), field.getKey(), name, leaves);
      }
    } else if (key.isPresent()) {
      for (JsonNode item : node) {
        collect(item, with(path, element(item, key.get())), name, parent, leaves);
      }
    } else {
      leaves.put(path, node);
    }
  }

  /** Of a list whose items all have their key. */
  private static Optional<String> key(JsonNode node, String name, String parent) {
    Optional<String> key = node.isArray() ? MergeKeys.of(name, parent) : Optional.empty();
    for (JsonNode item : node) {
      if (key.isPresent() && !item.has(key.get())) {
        return Optional.empty();
      }
    }
    return node.isEmpty() ? Optional.empty() : key;
  }

  private static String element(JsonNode item, String key) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.set(key, item.get(key));
    return "k:" + fields;
  }

  private static List<String> with(List<String> path, String element) {
    List<String> longer = new ArrayList<>(path);
    longer.add(element);
    return List.copyOf(longer);
  }

  static ObjectNode write(Set<List<String>> paths) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (List<String> path : paths) {
      ObjectNode at = fields;
      for (String element : path) {
        ObjectNode next = at.get(element) instanceof ObjectNode it ? it : at.putObject(element);
        if (element.startsWith("k:") && !next.has(".")) {
          next.putObject(".");
        }
        at = next;
      }
    }
    return fields;
  }

  static Set<List<String>> read(JsonNode fields) {
    Set<List<String>> paths = new LinkedHashSet<>();
    read(fields, List.of(), paths);
    return paths;
  }

  private static void read(JsonNode fields, List<String> path, Set<List<String>> paths) {
    if (fields.isEmpty() && !path.isEmpty()) {
      paths.add(path);
    }
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (!field.getKey().equals(".")) {
        read(field.getValue(), with(path, field.getKey()), paths);
      }
    }
  }

  /** As messages show it: {@code .spec.containers[name="api"].image}. */
  static String text(List<String> path) {
    StringBuilder text = new StringBuilder();
    for (String element : path) {
      String rest = element.substring(2);
      if (element.startsWith("f:")) {
        text.append('.').append(rest);
      } else {
        key(rest)
            .properties()
            .forEach(
                it ->
                    text.append('[')
                        .append(it.getKey())
                        .append('=')
                        .append(it.getValue())
                        .append(']'));
      }
    }
    return text.toString();
  }

  private static JsonNode key(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("keys are written by this class", impossible);
    }
  }

  /** Takes a field out of a document, and items and objects that nothing is left of with it. */
  static void remove(ObjectNode document, List<String> path) {
    remove((JsonNode) document, path, 0);
  }

  /** Whether nothing is left of the node. */
  private static boolean remove(JsonNode node, List<String> path, int depth) {
    if (depth == path.size()) {
      return true;
    }
    String rest = path.get(depth).substring(2);
    if (node instanceof ObjectNode object && path.get(depth).startsWith("f:")) {
      if (object.has(rest) && remove(object.get(rest), path, depth + 1)) {
        object.remove(rest);
      }
      return object.isEmpty();
    }
    if (node instanceof com.fasterxml.jackson.databind.node.ArrayNode array) {
      Map.Entry<String, JsonNode> key = key(rest).properties().iterator().next();
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).path(key.getKey()).equals(key.getValue())
            && remove(array.get(i), path, depth + 1)) {
          array.remove(i);
        }
      }
      return array.isEmpty();
    }
    return false;
  }
}
