package io.godel.runbook.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.source.Span;

/** Whether the JSON of a plan says where in the text a thing stands. */
enum Places {
  SHOWN {
    @Override
    void put(ObjectNode object, Span span) {
      object
          .putObject("at")
          .put("file", PlaceText.file(span))
          .put("line", span.line())
          .put("column", span.column());
    }
  },
  HIDDEN {
    @Override
    void put(ObjectNode object, Span span) {}
  };

  abstract void put(ObjectNode object, Span span);
}
