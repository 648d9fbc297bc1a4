package io.godel.runbook.byhand;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.util.Optional;

/** Maps of texts as JSON. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** Where the map is not known, the reader has to put one there. */
  static String object(Optional<Value> table) {
    if (!(table.orElse(null) instanceof Value.Table known)) {
      return "{<keys and values>}";
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    known.entries().forEach((key, value) -> json.put(ValueText.plain(key), ValueText.plain(value)));
    return MAPPER.valueToTree(json).toString();
  }
}
