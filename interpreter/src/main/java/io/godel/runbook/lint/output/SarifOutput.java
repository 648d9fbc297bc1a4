package io.godel.runbook.lint.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Coded;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.ExplainPage;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Finding;
import io.godel.runbook.lint.Fingerprints;
import io.godel.runbook.lint.Fix;
import io.godel.runbook.lint.Linted;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Static Analysis Results Interchange Format 2.1.0 of OASIS, which code hosts show. */
public final class SarifOutput {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** Bumped when what a fingerprint is made of changes. */
  private static final String PRINT = "runbookFinding/v1";

  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final ArrayNode rules = JsonNodeFactory.instance.arrayNode();

  private SarifOutput() {}

  /**
   * @param version of the program
   */
  public static String of(List<Linted> files, String version) {
    return new SarifOutput().log(files, version);
  }

  private String log(List<Linted> files, String version) {
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    for (Linted linted : files) {
      List<String> prints = Fingerprints.of(linted);
      for (int i = 0; i < prints.size(); i++) {
        results.add(result(linted.findings().get(i), prints.get(i)));
      }
    }
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    log.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "runbook").put("version", version).put("semanticVersion", version);
    driver.set("rules", rules);
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode artifacts = run.putArray("artifacts");
    files.forEach(
        file -> artifacts.addObject().putObject("location").setAll(location(file.name())));
    run.set("results", results);
    return Places.pretty(log);
  }

  private static ObjectNode location(String name) {
    boolean inside = !name.startsWith("/") && !name.startsWith("..");
    ObjectNode location = JsonNodeFactory.instance.objectNode().put("uri", Uris.of(name));
    return inside ? location.put("uriBaseId", "%SRCROOT%") : location;
  }

  private int index(Coded code) {
    return indexes.computeIfAbsent(
        code.id(),
        id -> {
          rules.add(rule(code));
          return indexes.size();
        });
  }

  private static ObjectNode rule(Coded code) {
    ExplainPage page = code instanceof Rule rule ? rule.page() : ExplainPage.of((Code) code);
    ObjectNode rule = JsonNodeFactory.instance.objectNode().put("id", code.id());
    rule.putObject("shortDescription").put("text", code.summary());
    rule.putObject("fullDescription").put("text", page.text());
    rule.putObject("help").put("text", page.text());
    Severity severity = code instanceof Rule it ? it.severity() : Severity.ERROR;
    rule.putObject("defaultConfiguration").put("level", level(severity));
    return rule;
  }

  private static String level(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private ObjectNode result(Finding finding, String print) {
    Diagnostic diagnostic = finding.diagnostic();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("ruleId", diagnostic.code().id()).put("ruleIndex", index(diagnostic.code()));
    result.put("level", level(diagnostic.severity()));
    result.putObject("message").put("text", message(diagnostic));
    result.putArray("locations").add(physical(diagnostic.span()));
    ArrayNode related = JsonNodeFactory.instance.arrayNode();
    diagnostic
        .labels()
        .forEach(
            label -> {
              ObjectNode place = physical(label.span());
              place.put("id", related.size() + 1).putObject("message").put("text", label.text());
              related.add(place);
            });
    if (!related.isEmpty()) {
      result.set("relatedLocations", related);
    }
    result.putObject("partialFingerprints").put(PRINT, print);
    finding.fix().ifPresent(fix -> result.putArray("fixes").add(fix(fix)));
    return result;
  }

  private static String message(Diagnostic diagnostic) {
    List<String> lines = new ArrayList<>(List.of(diagnostic.message()));
    diagnostic.helps().forEach(help -> lines.add("help: " + help));
    return String.join("\n", lines);
  }

  private static ObjectNode physical(Span span) {
    ObjectNode location = JsonNodeFactory.instance.objectNode();
    ObjectNode physical = location.putObject("physicalLocation");
    physical.putObject("artifactLocation").setAll(location(name(span.source())));
    physical.set("region", Places.region(span));
    return location;
  }

  private static String name(SourceFile source) {
    return Path.of(source.name()).normalize().toString().replace('\\', '/');
  }

  private static ObjectNode fix(Fix fix) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("description").put("text", fix.what());
    ObjectNode change = json.putArray("artifactChanges").addObject();
    SourceFile source = fix.edits().get(0).span().source();
    change.putObject("artifactLocation").setAll(location(name(source)));
    ArrayNode replacements = change.putArray("replacements");
    for (Fix.Edit edit : fix.edits()) {
      ObjectNode replacement = replacements.addObject();
      replacement.set("deletedRegion", Places.region(edit.span()));
      replacement.putObject("insertedContent").put("text", edit.text());
    }
    return json;
  }
}
