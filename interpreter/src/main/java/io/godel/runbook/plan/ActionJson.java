package io.godel.runbook.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import java.util.List;

/**
 * An action as JSON: all that it declares, so that a change of what the library means is a change
 * of every plan that uses it. Its doc comment and its place mean nothing for a run.
 */
final class ActionJson {
  private ActionJson() {}

  static ObjectNode write(JsonNodeFactory json, Library library, Action action) {
    ObjectNode object = json.objectNode();
    ArrayNode parameters = object.putArray("parameters");
    for (Action.Parameter parameter : action.parameters()) {
      ObjectNode each =
          parameters
              .addObject()
              .put("name", parameter.name())
              .put("type", parameter.type().shown());
      parameter.fresh().ifPresent(fresh -> each.put("fresh", fresh.toString()));
    }
    object.put("result", action.result().shown());
    object.put("effect", action.effect().word());
    if (action.form() == Action.Form.VALUE) {
      return object.put("is", TermCanonical.of(library.values().get(action.qualifiedName())));
    }
    object.put("idempotent", action.idempotent());
    object.put("irreversible", action.irreversible());
    object.set("decided_by", decision(json, action.decision()));
    object.set("permissions", PermissionJson.write(json, action.permissions()));
    object.set("touches", terms(json, action.touches()));
    object.set("about", terms(json, action.about()));
    action.affects().ifPresent(affected -> object.set("affects", affected(json, affected)));
    return object.put("timeout", action.timeout().toString());
  }

  private static ArrayNode terms(JsonNodeFactory json, List<Term> terms) {
    ArrayNode array = json.arrayNode();
    terms.forEach(term -> array.add(TermCanonical.of(term)));
    return array;
  }

  /** How it is found out whether a call took effect whose answer was lost. */
  static ObjectNode decision(JsonNodeFactory json, Action.Decision decision) {
    ObjectNode object = json.objectNode();
    if (decision instanceof Action.Probe probe) {
      return object.put("kind", "probe").put("condition", TermCanonical.of(probe.term()));
    }
    return decision instanceof Action.AskPerson person
        ? object.put("kind", "person").put("question", person.question())
        : object.put("kind", "not_needed");
  }

  static ObjectNode affected(JsonNodeFactory json, Action.Affected affected) {
    return json.objectNode()
        .put("amount", TermCanonical.of(affected.amount()))
        .put("unit", affected.unit());
  }
}
