package io.godel.runbook.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A plan as JSON: deterministic, described by the schema {@code plan.schema.json}. */
public final class PlanJson {
  /** Raised when the meaning of a field changes. */
  public static final int FORMAT = 1;

  private static final JsonNodeFactory JSON = new JsonNodeFactory(true);

  private PlanJson() {}

  /** The SHA-256 of the plan's JSON without its hash, in hexadecimal. */
  static String hash(Plan plan) {
    ObjectNode json = write(plan);
    json.remove("hash");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(json.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  public static ObjectNode write(Plan plan) {
    ObjectNode json = JSON.objectNode();
    json.put("format", FORMAT);
    json.put("hash", plan.hash());
    json.put("runbook", plan.runbook());
    json.put("title", plan.title());
    json.put("bound", plan.bound().toString());
    ArrayNode arguments = json.putArray("arguments");
    for (Plan.Argument argument : plan.arguments()) {
      ObjectNode each = arguments.addObject();
      each.put("name", argument.variable().name());
      each.put("type", argument.variable().type().shown());
      each.set("value", ValueJson.write(argument.value()));
      each.put("given", argument.given());
    }
    NodeJson nodes = new NodeJson(JSON, new Bounds(plan.library()));
    json.set("settings", nodes.all(plan.settings()));
    ArrayNode invariants = json.putArray("invariants");
    for (Plan.Invariant invariant : plan.invariants()) {
      ObjectNode each = invariants.addObject();
      each.put("id", invariant.id());
      each.put("what", text(invariant.what()));
      each.put("condition", TermWritten.of(invariant.condition()));
    }
    json.set("assess", nodes.all(plan.assess()));
    ArrayNode scenarios = json.putArray("scenarios");
    plan.scenarios().forEach(scenario -> scenarios.add(scenario(nodes, scenario)));
    json.set("recovered", nodes.all(plan.recovered()));
    ArrayNode afterwards = json.putArray("afterwards");
    plan.afterwards().forEach(task -> afterwards.add(text(task)));
    ArrayNode permissions = json.putArray("permissions");
    Permissions.of(plan).forEach(each -> permissions.add(each.system() + ": " + each.permission()));
    json.set("library", library(plan.library(), plan));
    return json;
  }

  private static ObjectNode scenario(NodeJson nodes, Plan.Scenario scenario) {
    ObjectNode json = JSON.objectNode();
    json.put("id", scenario.id());
    json.put("name", scenario.name());
    json.put("title", text(scenario.title()));
    scenario.when().ifPresent(when -> json.put("when", TermWritten.of(when)));
    json.put("bound", scenario.bound().toString());
    json.set("nodes", nodes.all(scenario.body()));
    return json;
  }

  /** What the composed actions that the plan uses stand for, so that a change of them is seen. */
  private static JsonNode library(Library library, Plan plan) {
    ObjectNode json = JSON.objectNode();
    for (String name : Permissions.composed(plan)) {
      json.put(name, TermWritten.of(library.values().get(name)));
    }
    return json;
  }

  /** The words of a title or a task; inserted expressions stand as written. */
  public static String text(Term term) {
    return term instanceof Term.Chars chars ? chars.value() : TermWritten.of(term);
  }
}
