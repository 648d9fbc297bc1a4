package io.godel.runbook.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.explore.Part;
import io.godel.runbook.explore.PartsSeen;
import io.godel.runbook.plan.PlaceText;

/** How much of a plan some runs came to, for programs. */
public final class PartsJson {
  private PartsJson() {}

  public static ObjectNode of(PartsSeen parts) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("seen", parts.seen()).put("all", parts.all()).put("percent", parts.percent());
    ObjectNode kinds = answer.putObject("kinds");
    for (Part.Kind kind : Part.Kind.values()) {
      PartsSeen some = parts.of(kind);
      kinds
          .putObject(kind.word())
          .put("seen", some.seen())
          .put("all", some.all())
          .put("percent", some.percent());
    }
    ArrayNode missed = answer.putArray("never_seen");
    for (Part part : parts.missed()) {
      missed
          .addObject()
          .put("kind", part.kind().word())
          .put("node", part.node())
          .put("step", part.step())
          .put("what", part.what())
          .put("outcome", part.outcome())
          .put("file", PlaceText.file(part.span()))
          .put("line", part.span().line());
    }
    return answer;
  }
}
