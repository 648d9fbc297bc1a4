package io.godel.runbook.lint.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.source.Span;

/** Where a piece of text stands, as the reports for machines say it: lines and columns from 1. */
final class Places {
  private Places() {}

  /** The end is the column behind the last character. */
  static ObjectNode region(Span span) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("startLine", span.line())
        .put("startColumn", span.column())
        .put("endLine", span.source().line(span.end()))
        .put("endColumn", span.source().column(span.end()));
  }

  static String pretty(JsonNode json) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a tree of JSON can be written", impossible);
    }
  }
}
