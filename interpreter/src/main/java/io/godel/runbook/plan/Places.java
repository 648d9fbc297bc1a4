package io.godel.runbook.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.syntax.Span;

/** Whether the JSON of a plan says where in the text a thing stands. */
enum Places {
  SHOWN {
    @Override
    void put(ObjectNode object, Span span) {
      object
          .putObject("at")
          .put("file", fileName(span))
          .put("line", span.line())
          .put("column", span.column());
    }
  },
  HIDDEN {
    @Override
    void put(ObjectNode object, Span span) {}
  };

  abstract void put(ObjectNode object, Span span);

  /** Without its folder: a plan is the same on every machine. */
  static String fileName(Span span) {
    String path = span.source().name();
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
