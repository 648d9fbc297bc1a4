package io.godel.runbook.lab.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Strategic merge patch: as a merge patch, but items of lists are merged by their keys.
 *
 * <p>Directives as in Kubernetes, <i>Strategic Merge Patch</i>: {@code $patch}, {@code
 * $deleteFromPrimitiveList}, {@code $setElementOrder}, {@code $retainKeys}.
 */
public final class StrategicPatch {
  private static final String PATCH = "$patch";
  private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";
  private static final String RETAIN = "$retainKeys";

  /** Lists of plain values to which a patch only adds. */
  private static final List<String> SETS = List.of("finalizers");

  private StrategicPatch() {}

  public static ObjectNode apply(ObjectNode target, ObjectNode patch) throws PatchException {
    return merge(target, patch, "");
  }

  private static ObjectNode merge(ObjectNode target, ObjectNode patch, String parent)
      throws PatchException {
    if (patch.path(PATCH).asText().equals("replace")) {
      ObjectNode replacement = patch.deepCopy();
      replacement.remove(PATCH);
      return replacement;
    }
    if (patch.path(PATCH).asText().equals("delete")) {
      return JsonNodeFactory.instance.objectNode();
    }
    ObjectNode merged = target.deepCopy();
    retain(merged, patch);
    for (var field : patch.properties()) {
      String name = field.getKey();
      if (name.startsWith(DELETE_FROM)) {
        deleteFrom(merged, name.substring(DELETE_FROM.length()), field.getValue());
      } else if (!name.startsWith("$")) {
        field(merged, name, field.getValue(), parent);
      }
    }
    for (var field : patch.properties()) {
      if (field.getKey().startsWith(ORDER)) {
        order(merged, field.getKey().substring(ORDER.length()), field.getValue(), parent);
      }
    }
    return merged;
  }

  private static void retain(ObjectNode merged, ObjectNode patch) {
    if (patch.get(RETAIN) instanceof ArrayNode keys) {
      List<String> kept = new ArrayList<>();
      keys.forEach(key -> kept.add(key.asText()));
      merged.retain(kept);
    }
  }

  private static void deleteFrom(ObjectNode merged, String list, JsonNode values) {
    if (merged.get(list) instanceof ArrayNode array) {
      values.forEach(value -> array.removeIf(value::equals));
    }
  }

  private static void field(ObjectNode merged, String name, JsonNode value, String parent)
      throws PatchException {
    JsonNode before = merged.path(name);
    if (value.isNull()) {
      merged.remove(name);
    } else if (value instanceof ObjectNode object) {
      ObjectNode base =
          before instanceof ObjectNode it ? it : JsonNodeFactory.instance.objectNode();
      merged.set(name, merge(base, object, name));
    } else if (value instanceof ArrayNode array) {
      merged.set(
          name, before instanceof ArrayNode base ? list(name, base, array, parent) : asItIs(array));
    } else {
      merged.set(name, value);
    }
  }

  /** Where there is no list, API servers take the patch's as it is, also what it was to delete. */
  private static ArrayNode asItIs(ArrayNode patch) {
    ArrayNode items = patch.deepCopy();
    items.removeIf(item -> item.path(PATCH).asText().equals("replace") && item.size() == 1);
    items.findParents(PATCH).forEach(item -> ((ObjectNode) item).remove(PATCH));
    return items;
  }

  private static ArrayNode list(String name, ArrayNode base, ArrayNode patch, String parent)
      throws PatchException {
    Optional<String> key = MergeKeys.of(name, parent);
    if (key.isPresent() && objects(base) && objects(patch)) {
      return byKey(name, key.get(), base, patch);
    }
    if (SETS.contains(name)) {
      ArrayNode union = base.deepCopy();
      patch.forEach(
          value -> {
            if (find(union, value) < 0) {
              union.add(value);
            }
          });
      return union;
    }
    return patch.deepCopy();
  }

  private static boolean objects(ArrayNode array) {
    for (JsonNode item : array) {
      if (!item.isObject()) {
        return false;
      }
    }
    return true;
  }

  private static int find(ArrayNode array, JsonNode value) {
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private static ArrayNode byKey(String name, String key, ArrayNode base, ArrayNode patch)
      throws PatchException {
    boolean replaces = false;
    for (JsonNode item : patch) {
      replaces |= item.path(PATCH).asText().equals("replace") && !item.has(key);
    }
    ArrayNode merged = replaces ? JsonNodeFactory.instance.arrayNode() : base.deepCopy();
    for (JsonNode item : patch) {
      if (item.path(PATCH).asText().equals("replace") && !item.has(key)) {
        continue;
      }
      if (!item.has(key)) {
        throw new PatchException(
            "map: %s does not contain declared merge key: %s".formatted(item, key));
      }
      item(merged, key, (ObjectNode) item, name);
    }
    return merged;
  }

  private static void item(ArrayNode merged, String key, ObjectNode item, String name)
      throws PatchException {
    int index = index(merged, key, item.get(key));
    if (item.path(PATCH).asText().equals("delete")) {
      if (index >= 0) {
        merged.remove(index);
      }
      return;
    }
    ObjectNode base =
        index < 0 ? JsonNodeFactory.instance.objectNode() : (ObjectNode) merged.get(index);
    ObjectNode result = merge(base, item, name);
    if (index < 0) {
      merged.add(result);
    } else {
      merged.set(index, result);
    }
  }

  private static int index(ArrayNode array, String key, JsonNode value) {
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i).path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  /** Items that are named come in that order; the others stay behind them. */
  private static void order(ObjectNode merged, String name, JsonNode order, String parent) {
    Optional<String> key = MergeKeys.of(name, parent);
    if (key.isEmpty() || !(merged.get(name) instanceof ArrayNode array)) {
      return;
    }
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    for (JsonNode wanted : order) {
      int index = index(array, key.get(), wanted.path(key.get()));
      if (index >= 0) {
        sorted.add(array.remove(index));
      }
    }
    sorted.addAll(array);
    merged.set(name, sorted);
  }
}
