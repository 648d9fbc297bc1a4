package io.godel.runbook.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A plan as JSON: deterministic, described by the schema {@code plan.schema.json}.
 *
 * <p>The hash is that of everything in it but the hash itself, the places in the text, and whether
 * a value was given or is a default. A person approves what will be done; a comment, an indentation
 * or a blank line changes nothing of that, and must not make an approved plan worth nothing in the
 * middle of the night. All that has a meaning is in it: conditions and arguments with names
 * resolved and defaults filled in, the values of the parameters, bounds, permissions, and what each
 * action of the library declares. Metadata (owner, contacts, review) and drills are not part of a
 * plan.
 */
public final class PlanJson {
  /** Raised when the meaning of a field changes. */
  public static final int FORMAT = 1;

  private static final JsonNodeFactory JSON = new JsonNodeFactory(true);

  private final Plan plan;
  private final Places places;
  private final Bounds bounds;
  private final NodeJson nodes;

  private PlanJson(Plan plan, Places places) {
    this.plan = plan;
    this.places = places;
    this.bounds = new Bounds(plan.library(), plan.invariants(), false);
    this.nodes = new NodeJson(JSON, plan.library(), bounds, places);
  }

  public static ObjectNode write(Plan plan) {
    return new PlanJson(plan, Places.SHOWN).write();
  }

  /** In lower-case hexadecimal. */
  static String hash(Plan plan) {
    ObjectNode json = new PlanJson(plan, Places.HIDDEN).write();
    json.remove("hash");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(json.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  private ObjectNode write() {
    ObjectNode json = JSON.objectNode();
    json.put("format", FORMAT);
    json.put("hash", plan.hash());
    json.put("runbook", plan.runbook());
    json.put("title", plan.title());
    json.put("bound", plan.bound().toString());
    ArrayNode arguments = json.putArray("arguments");
    plan.arguments().forEach(argument -> arguments.add(argument(argument)));
    json.set("permissions", PermissionJson.write(JSON, Permissions.of(plan)));
    json.set("settings", nodes.all(plan.settings()));
    ArrayNode invariants = json.putArray("invariants");
    plan.invariants().forEach(invariant -> invariants.add(invariant(invariant)));
    json.set("assess", nodes.all(plan.assess()));
    ArrayNode scenarios = json.putArray("scenarios");
    plan.scenarios().forEach(scenario -> scenarios.add(scenario(scenario)));
    json.set("recovered", nodes.all(plan.recovered()));
    ArrayNode afterwards = json.putArray("afterwards");
    plan.afterwards().forEach(task -> afterwards.add(text(task)));
    ObjectNode library = json.putObject("library");
    for (Action action : UsedActions.of(plan).all()) {
      library.set(action.qualifiedName(), ActionJson.write(JSON, plan.library(), action));
    }
    return json;
  }

  private ObjectNode argument(Plan.Argument argument) {
    ObjectNode json = JSON.objectNode();
    json.put("name", argument.variable().name());
    json.put("type", argument.variable().type().shown());
    json.set("value", ValueJson.write(argument.value()));
    return places == Places.SHOWN ? json.put("given", argument.given()) : json;
  }

  private ObjectNode invariant(Plan.Invariant invariant) {
    ObjectNode json = JSON.objectNode();
    json.put("id", invariant.id());
    json.put("what", text(invariant.what()));
    json.put("condition", TermCanonical.of(invariant.condition()));
    json.put("bound", bounds.longest(invariant.condition()).toString());
    json.set(
        "permissions",
        PermissionJson.write(JSON, Permissions.of(plan.library(), invariant.condition())));
    places.put(json, invariant.span());
    return json;
  }

  private ObjectNode scenario(Plan.Scenario scenario) {
    ObjectNode json = JSON.objectNode();
    json.put("id", scenario.id());
    json.put("name", scenario.name());
    json.put("title", text(scenario.title()));
    scenario.when().ifPresent(when -> json.put("when", TermCanonical.of(when)));
    json.put("effect", Planner.effect(scenario.body()).word());
    json.put("bound", scenario.bound().toString());
    json.set(
        "permissions", PermissionJson.write(JSON, Permissions.of(plan.library(), scenario.body())));
    places.put(json, scenario.span());
    json.set("nodes", nodes.all(scenario.body()));
    return json;
  }

  /** The words of a title or a task; inserted expressions stand as written. */
  public static String text(Term term) {
    return TermCanonical.content(term);
  }
}
