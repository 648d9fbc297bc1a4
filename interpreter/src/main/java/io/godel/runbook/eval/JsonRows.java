package io.godel.runbook.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a list of flat objects out of a JSON text. */
final class JsonRows {
  /** A body that holds more is not gone through. */
  private static final int ROWS_MAX = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonRows() {}

  /** Empty for a text that holds no such list; what is nested in a row is left out. */
  static List<Value> of(String body, String key) {
    List<Value> rows = new ArrayList<>();
    for (JsonNode row : list(body, key)) {
      if (row.isObject() && rows.size() < ROWS_MAX) {
        rows.add(row(row));
      }
    }
    return rows;
  }

  private static JsonNode list(String body, String key) {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree == null ? JSON.missingNode() : tree.path(key);
    } catch (JsonProcessingException malformed) {
      return JSON.missingNode();
    }
  }

  private static Value row(JsonNode row) {
    Map<Value, Value> fields = new LinkedHashMap<>();
    row.properties()
        .forEach(
            field -> {
              if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                String text = field.getValue().asText();
                fields.put(new Value.Str(field.getKey()), new Value.Str(text));
              }
            });
    return new Value.Table(fields);
  }
}
