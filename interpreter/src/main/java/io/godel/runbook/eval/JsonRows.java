package io.godel.runbook.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a list of flat objects out of a JSON text. */
final class JsonRows {
  /** A body that holds more is not gone through. */
  private static final int ROWS_MAX = 10_000;

  private static final JsonFactory JSON = new JsonFactory();

  private JsonRows() {}

  /** Empty for a text that holds no such list; what is nested in a row is left out. */
  static List<Value> of(String body, String key) {
    try (JsonParser json = JSON.createParser(body)) {
      return json.nextToken() == JsonToken.START_OBJECT ? inside(json, key) : List.of();
    } catch (IOException malformed) {
      return List.of();
    }
  }

  /** Of two lists under the same key the later one counts, as everywhere in JSON. */
  private static List<Value> inside(JsonParser json, String key) throws IOException {
    List<Value> rows = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals(key);
      boolean isList = json.nextToken() == JsonToken.START_ARRAY;
      if (wanted) {
        rows = isList ? rows(json) : List.of();
      }
      json.skipChildren();
    }
    return rows;
  }

  private static List<Value> rows(JsonParser json) throws IOException {
    List<Value> rows = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT && rows.size() < ROWS_MAX) {
        rows.add(row(json));
      }
      json.skipChildren();
    }
    return rows;
  }

  private static Value row(JsonParser json) throws IOException {
    Map<Value, Value> fields = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Value name = new Value.Str(json.currentName());
      JsonToken token = json.nextToken();
      if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
        fields.put(name, new Value.Str(text(json, token)));
      } else {
        fields.remove(name);
        json.skipChildren();
      }
    }
    return new Value.Table(fields);
  }

  /** A number as it is, and not as it was written: 1.50 is 1.5. */
  private static String text(JsonParser json, JsonToken token) throws IOException {
    return token.isNumeric() ? json.getNumberValue().toString() : json.getText();
  }
}
