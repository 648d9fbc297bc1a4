package io.godel.runbook.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the fields of files that this program has written. */
final class Fields {
  private Fields() {}

  /**
   * @throws IllegalArgumentException for anything else than a text
   */
  static String text(JsonNode json) {
    if (!json.isTextual()) {
      throw new IllegalArgumentException("no text: " + json);
    }
    return json.textValue();
  }

  static Map<String, String> texts(JsonNode json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.properties().forEach(each -> texts.put(each.getKey(), text(each.getValue())));
    return texts;
  }
}
