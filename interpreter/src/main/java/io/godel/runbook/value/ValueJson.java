package io.godel.runbook.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values as JSON and back, the same value always as the same JSON.
 *
 * <p>True, false, whole numbers, strings and lists are themselves; every other value is an object
 * with one key that names its kind. A secret is written as {@code {"secret": null}} and never comes
 * back: what it hides has to be fetched again.
 */
public final class ValueJson {
  private static final JsonNodeFactory JSON = new JsonNodeFactory(true);

  private ValueJson() {}

  public static JsonNode write(Value value) {
    if (value instanceof Value.Bool it) {
      return JSON.booleanNode(it.value());
    }
    if (value instanceof Value.Int it) {
      return JSON.numberNode(it.value());
    }
    if (value instanceof Value.Str it) {
      return JSON.textNode(it.value());
    }
    if (value instanceof Value.Items it) {
      return list(it.values());
    }
    return writeTagged(value);
  }

  private static JsonNode writeTagged(Value value) {
    if (value instanceof Value.Decimal it) {
      return tagged("decimal", JSON.textNode(it.value().toPlainString()));
    }
    if (value instanceof Value.Time it) {
      return tagged("duration", JSON.textNode(it.value().toString()));
    }
    if (value instanceof Value.Size it) {
      return tagged("bytes", JSON.numberNode(it.bytes()));
    }
    if (value instanceof Value.Percent it) {
      return tagged("percent", JSON.textNode(it.value().toPlainString()));
    }
    if (value instanceof Value.Moment it) {
      return tagged("instant", JSON.textNode(it.value().toString()));
    }
    if (value instanceof Value.Day it) {
      return tagged("date", JSON.textNode(it.value().toString()));
    }
    if (value instanceof Value.Pattern it) {
      return tagged("regex", JSON.textNode(it.regex()));
    }
    if (value instanceof Value.Address it) {
      return tagged("url", JSON.textNode(it.url()));
    }
    if (value instanceof Value.Unit) {
      return tagged("unit", JSON.nullNode());
    }
    if (value instanceof Value.None) {
      return tagged("none", JSON.nullNode());
    }
    if (value instanceof Value.Secret) {
      return tagged("secret", JSON.nullNode());
    }
    return writeCompound(value);
  }

  private static JsonNode writeCompound(Value value) {
    if (value instanceof Value.Group it) {
      return tagged("set", list(List.copyOf(it.values())));
    }
    if (value instanceof Value.Table it) {
      ArrayNode entries = JSON.arrayNode();
      it.entries()
          .forEach((key, entry) -> entries.add(JSON.arrayNode().add(write(key)).add(write(entry))));
      return tagged("map", entries);
    }
    if (value instanceof Value.Range it) {
      return tagged("range", list(List.of(it.first(), it.last())));
    }
    if (value instanceof Value.Fields it) {
      return tagged("record", named(it.type(), "fields", it.values()));
    }
    if (value instanceof Value.Constant it) {
      return tagged("enum", JSON.objectNode().put("type", it.type()).put("name", it.name()));
    }
    if (value instanceof Value.Handle it) {
      return tagged("handle", named(it.type(), "identity", it.identity()));
    }
    if (value instanceof Value.Evidence it) {
      ObjectNode evidence = named(it.name(), "facts", it.facts());
      evidence.set("about", list(it.about()));
      return tagged("evidence", evidence.put("at", it.at().toString()));
    }
    Value.Statement statement = (Value.Statement) value;
    ObjectNode sql = JSON.objectNode();
    ArrayNode fragments = sql.putArray("fragments");
    statement.fragments().forEach(fragments::add);
    sql.set("parameters", list(statement.parameters()));
    statement.row().ifPresent(row -> sql.set("row", rowShape(row)));
    return tagged("sql", sql);
  }

  private static ObjectNode rowShape(Value.RowShape row) {
    ObjectNode shape = JSON.objectNode().put("type", row.type());
    ObjectNode fields = shape.putObject("fields");
    row.fields().forEach(fields::put);
    return shape;
  }

  private static ObjectNode tagged(String kind, JsonNode content) {
    ObjectNode node = JSON.objectNode();
    node.set(kind, content);
    return node;
  }

  private static ObjectNode named(String type, String key, Map<String, Value> values) {
    ObjectNode node = JSON.objectNode().put("type", type);
    ObjectNode fields = node.putObject(key);
    values.forEach((name, value) -> fields.set(name, write(value)));
    return node;
  }

  private static ArrayNode list(List<Value> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(value -> array.add(write(value)));
    return array;
  }

  /**
   * @throws IllegalArgumentException for JSON that {@link #write} does not make; the message says
   *     what was found
   */
  public static Value read(JsonNode json) {
    if (json.isBoolean()) {
      return new Value.Bool(json.booleanValue());
    }
    if (json.isIntegralNumber() && json.canConvertToLong()) {
      return new Value.Int(json.longValue());
    }
    if (json.isTextual()) {
      return new Value.Str(json.textValue());
    }
    if (json.isArray()) {
      return new Value.Items(values(json));
    }
    if (!json.isObject() || json.size() != 1) {
      throw new IllegalArgumentException("no value: " + json);
    }
    String kind = json.fieldNames().next();
    try {
      return read(kind, json.get(kind));
    } catch (DateTimeException | NumberFormatException | NullPointerException malformed) {
      throw new IllegalArgumentException("no " + kind + ": " + json, malformed);
    }
  }

  private static Value read(String kind, JsonNode content) {
    return switch (kind) {
      case "decimal" -> new Value.Decimal(new BigDecimal(content.textValue()));
      case "duration" -> new Value.Time(Duration.parse(content.textValue()));
      case "bytes" -> new Value.Size(content.longValue());
      case "percent" -> new Value.Percent(new BigDecimal(content.textValue()));
      case "instant" -> new Value.Moment(Instant.parse(content.textValue()));
      case "date" -> new Value.Day(LocalDate.parse(content.textValue()));
      case "regex" -> new Value.Pattern(content.textValue());
      case "url" -> new Value.Address(content.textValue());
      case "unit" -> new Value.Unit();
      case "none" -> new Value.None();
      case "secret" -> new Value.Secret(new Value.None());
      case "set" -> new Value.Group(new LinkedHashSet<>(values(content)));
      case "map" -> new Value.Table(entries(content));
      case "range" -> new Value.Range(read(content.get(0)), read(content.get(1)));
      case "record" -> new Value.Fields(text(content, "type"), named(content.get("fields")));
      case "enum" -> new Value.Constant(text(content, "type"), text(content, "name"));
      case "handle" -> new Value.Handle(text(content, "type"), named(content.get("identity")));
      case "evidence" ->
          new Value.Evidence(
              text(content, "type"),
              values(content.get("about")),
              Instant.parse(text(content, "at")),
              named(content.get("facts")));
      case "sql" -> statement(content);
      default -> throw new IllegalArgumentException("no kind of value: " + kind);
    };
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).textValue();
  }

  private static List<Value> values(JsonNode array) {
    List<Value> values = new ArrayList<>(array.size());
    array.forEach(element -> values.add(read(element)));
    return values;
  }

  private static Map<Value, Value> entries(JsonNode array) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    array.forEach(entry -> entries.put(read(entry.get(0)), read(entry.get(1))));
    return entries;
  }

  private static Map<String, Value> named(JsonNode object) {
    Map<String, Value> values = new LinkedHashMap<>();
    object.properties().forEach(entry -> values.put(entry.getKey(), read(entry.getValue())));
    return values;
  }

  private static Value statement(JsonNode content) {
    List<String> fragments = new ArrayList<>();
    content.get("fragments").forEach(fragment -> fragments.add(fragment.textValue()));
    Optional<Value.RowShape> row = Optional.ofNullable(content.get("row")).map(ValueJson::readRow);
    return new Value.Statement(fragments, values(content.get("parameters")), row);
  }

  private static Value.RowShape readRow(JsonNode row) {
    Map<String, String> fields = new LinkedHashMap<>();
    row.get("fields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().textValue()));
    return new Value.RowShape(text(row, "type"), fields);
  }
}
