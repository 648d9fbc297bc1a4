package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.patch.JsonPatch;
import io.godel.runbook.lab.patch.MergePatch;
import io.godel.runbook.lab.patch.PatchException;
import io.godel.runbook.lab.patch.StrategicPatch;

/** Applies the patch of a request, by its content type. */
final class Patches {
  private Patches() {}

  static ObjectNode apply(ObjectNode before, Request request, String now) throws Refusal {
    JsonNode patch = Bodies.read(request);
    try {
      JsonNode after =
          switch (request.contentType()) {
            case "application/merge-patch+json" -> MergePatch.apply(before, patch);
            case "application/json-patch+json" -> JsonPatch.apply(before, patch);
            case "application/strategic-merge-patch+json" ->
                StrategicPatch.apply(before, object(patch));
            case Applying.TYPE -> Applying.apply(before, object(patch), request, now);
            default -> throw Refusal.unsupportedMediaType(request.contentType());
          };
      return object(after);
    } catch (PatchException malformed) {
      throw Refusal.unprocessable(malformed.getMessage());
    }
  }

  private static ObjectNode object(JsonNode node) throws Refusal {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.badRequest("the patch or what comes of it is no object");
  }
}
