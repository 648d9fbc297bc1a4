package io.godel.runbook.lint.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.lint.Finding;
import io.godel.runbook.lint.Fingerprints;
import io.godel.runbook.lint.Fix;
import io.godel.runbook.lint.Linted;
import io.godel.runbook.source.Span;
import java.util.List;
import java.util.Locale;

/** The findings as data; a diagnostic has the fields that {@code check --json} gives it. */
public final class JsonOutput {
  private JsonOutput() {}

  public static String of(List<Linted> files) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("files", files.size());
    ArrayNode all = json.putArray("diagnostics");
    for (Linted linted : files) {
      List<String> prints = Fingerprints.of(linted);
      for (int i = 0; i < prints.size(); i++) {
        all.add(finding(linted.name(), linted.findings().get(i), prints.get(i)));
      }
    }
    return Places.pretty(json);
  }

  private static ObjectNode finding(String file, Finding finding, String print) {
    Diagnostic diagnostic = finding.diagnostic();
    Span span = diagnostic.span();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", diagnostic.code().id());
    json.put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    json.put("file", file);
    json.put("line", span.line());
    json.put("column", span.column());
    json.put("end_line", span.source().line(span.end()));
    json.put("end_column", span.source().column(span.end()));
    json.put("message", diagnostic.message());
    ArrayNode helps = json.putArray("help");
    diagnostic.helps().forEach(helps::add);
    json.put("fingerprint", print);
    finding.fix().ifPresent(fix -> json.set("fix", fix(fix)));
    return json;
  }

  private static ObjectNode fix(Fix fix) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("what", fix.what());
    ArrayNode edits = json.putArray("edits");
    for (Fix.Edit edit : fix.edits()) {
      Span span = edit.span();
      edits
          .addObject()
          .put("line", span.line())
          .put("column", span.column())
          .put("end_line", span.source().line(span.end()))
          .put("end_column", span.source().column(span.end()))
          .put("text", edit.text());
    }
    return json;
  }
}
