package io.godel.runbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.RunHead;
import io.godel.runbook.run.Stand;
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

  /** A name of ours as a word. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    texts.forEach(all::add);
    return all;
  }

  /** What is told of a run in a list, and first of a single one. */
  static ObjectNode run(RunFolder run, Stand stand) {
    ObjectNode json = object();
    RunHead head = run.head();
    json.put("run", head.run()).put("runbook", head.runbook()).put("target", head.target());
    json.put("started", head.started().toString()).put("by", head.by());
    json.put("plan", head.plan()).put("state", name(stand.kind()));
    json.put("outcome", stand.ending().map(ending -> name(ending.kind())).orElse(null));
    String reason = stand.ending().map(Ending::reason).orElse(stand.problem());
    return json.put("reason", reason);
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
