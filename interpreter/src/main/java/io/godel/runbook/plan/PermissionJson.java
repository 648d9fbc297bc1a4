package io.godel.runbook.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.godel.runbook.types.Action;
import java.util.List;

/** Permissions as JSON. */
final class PermissionJson {
  private PermissionJson() {}

  static ArrayNode write(JsonNodeFactory json, List<Action.Permission> permissions) {
    ArrayNode array = json.arrayNode();
    permissions.forEach(
        each ->
            array.addObject().put("system", each.system()).put("permission", each.permission()));
    return array;
  }
}
