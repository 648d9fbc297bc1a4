package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema describes every plan, and nothing but plans. */
public class PlanSchemaTest {
  /** The keys that an object of the plan can do without; every other one is demanded. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "affects",
          "fresh",
          "name",
          "on_failure",
          "retry",
          "timeout",
          "what",
          "when",
          "why",
          "with");

  private static final String TEXT = text();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(TEXT, InputFormat.JSON);

  private static String text() {
    try (InputStream in = PlanJson.class.getResourceAsStream("/schema/plan.schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new AssertionError(missing);
    }
  }

  /** What the schema has to say against it. */
  public static List<String> objections(JsonNode plan) {
    return SCHEMA.validate(plan.toString(), InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"restart", "failover", "restore", "sessions", "storm", "caller"})
  void describesEveryPlan(String name) {
    assertEquals(List.of(), objections(PlanJson.write(Plans.named(name))));
  }

  @Test
  void everyKindOfNodeIsInThePlansAboveOrBelow() {
    Set<String> kinds = new LinkedHashSet<>();
    for (String name : Plans.NAMES) {
      walk(
          PlanJson.write(Plans.named(name)),
          (path, object) -> kinds.add(object.path("kind").asText()));
    }
    for (String kind :
        List.of(
            "observe",
            "guard",
            "warn",
            "approve",
            "act",
            "verify",
            "wait",
            "manual",
            "branch",
            "loop",
            "parallel",
            "sequence",
            "step",
            "escalate",
            "abort",
            "compensate",
            "irreversible",
            "keep",
            "nothing")) {
      assertTrue(kinds.contains(kind), kind);
    }
  }

  @Test
  void everyObjectIsClosed() throws IOException {
    walk(
        new ObjectMapper().readTree(TEXT),
        (path, object) -> {
          if (object.path("type").asText().equals("object")
              && object.has("required")
              && !object.has("allOf")) {
            assertFalse(object.path("additionalProperties").asBoolean(true), path);
          }
        });
  }

  @Test
  void whatIsNoPlanIsRefused() {
    for (String name : Plans.NAMES) {
      ObjectNode plan = PlanJson.write(Plans.named(name));
      int all = size(plan);
      for (int i = 0; i < all; i++) {
        refuses(plan, i, PlanSchemaTest::addKey, "an unknown key");
        refuses(plan, i, PlanSchemaTest::dropKey, "a key is missing");
        refuses(plan, i, PlanSchemaTest::mistype, "a value of a wrong type");
      }
    }
  }

  private static int size(JsonNode plan) {
    List<JsonNode> objects = new ArrayList<>();
    walk(plan, (path, object) -> objects.add(object));
    return objects.size();
  }

  /** Changes one object of a copy, and expects an objection when something was changed. */
  private static void refuses(
      ObjectNode plan, int index, Predicate<ObjectNode> change, String what) {
    ObjectNode copy = plan.deepCopy();
    List<ObjectNode> objects = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    walk(
        copy,
        (path, object) -> {
          objects.add(object);
          paths.add(path);
        });
    String path = paths.get(index);
    boolean open = path.endsWith("/arguments") || path.endsWith("/library");
    if (!open && change.test(objects.get(index))) {
      assertFalse(objections(copy).isEmpty(), what + " at " + path + ": " + objects.get(index));
    }
  }

  private static boolean addKey(ObjectNode object) {
    object.put("no_such_key", 1);
    return true;
  }

  private static boolean dropKey(ObjectNode object) {
    List<String> needed = new ArrayList<>();
    object.fieldNames().forEachRemaining(needed::add);
    needed.removeIf(OPTIONAL::contains);
    if (needed.isEmpty()) {
      return false;
    }
    object.remove(needed.get(needed.size() - 1));
    return true;
  }

  private static boolean mistype(ObjectNode object) {
    for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
      boolean anyValue = entry.getKey().equals("value") && object.has("given");
      if (!anyValue) {
        object.putArray(entry.getKey()).add(object.objectNode());
        return true;
      }
    }
    return false;
  }

  private static void walk(JsonNode node, BiConsumer<String, ObjectNode> visit) {
    walk("", node, visit);
  }

  private static void walk(String path, JsonNode node, BiConsumer<String, ObjectNode> visit) {
    if (node instanceof ObjectNode object) {
      visit.accept(path, object);
      object.properties().forEach(each -> walk(path + "/" + each.getKey(), each.getValue(), visit));
    } else {
      for (int i = 0; i < node.size(); i++) {
        walk(path + "/" + i, node.get(i), visit);
      }
    }
  }
}
