package io.godel.runbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import java.util.List;
import java.util.Locale;

/** The answers of the commands for machines. */
final class Json {
  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static String pretty(JsonNode json) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a tree of JSON can be written", impossible);
    }
  }

  static ArrayNode diagnostics(List<Diagnostic> diagnostics) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Diagnostic diagnostic : diagnostics) {
      Span span = diagnostic.span();
      ObjectNode each = all.addObject();
      each.put("code", diagnostic.code().id());
      each.put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
      each.put("file", span.source().name());
      each.put("line", span.line());
      each.put("column", span.column());
      each.put("end_line", span.source().line(span.end()));
      each.put("end_column", span.source().column(span.end()));
      each.put("message", diagnostic.message());
      ArrayNode helps = each.putArray("help");
      diagnostic.helps().forEach(helps::add);
    }
    return all;
  }
}
