package io.godel.runbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.drill.DrillResult;
import io.godel.runbook.drill.Drills;
import io.godel.runbook.report.Style;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.value.ValueText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook test}: runs the drills that stand in runbooks. */
@Command(name = "test", description = "Run the drills written in runbooks.")
final class TestCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Mixin RunbookFiles files;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of the names that the worlds make up.")
  long seed;

  @Option(
      names = {"-q", "--quiet"},
      description = "Tell only of drills that fail.")
  boolean quiet;

  @Option(names = "--json", description = "Answer in JSON.")
  boolean json;

  @Override
  public Integer call() {
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<DrillResult> results = new ArrayList<>();
    for (Path path : files.paths()) {
      Parsed<List<TypedRunbook>> checked = parent.project.check(path);
      diagnostics.addAll(checked.diagnostics());
      checked.tree().forEach(runbook -> results.addAll(Drills.run(runbook, path, seed)));
    }
    if (json) {
      parent.console.out().println(Json.pretty(answer(diagnostics, results)));
    } else {
      Inputs.tell(parent, diagnostics);
      tell(results);
    }
    if (!diagnostics.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    return results.stream().allMatch(DrillResult::passed) ? ExitCode.OK : ExitCode.FAILED;
  }

  private void tell(List<DrillResult> results) {
    Style style = parent.console.style(parent.colours);
    String runbook = "";
    List<DrillResult> told = results.stream().filter(result -> !quiet || !result.passed()).toList();
    for (DrillResult result : told) {
      if (!result.runbook().equals(runbook)) {
        runbook = result.runbook();
        parent.console.out().println(style.bold(runbook));
      }
      parent.console.out().println(line(style, result));
      for (DrillResult.Failure failure : result.failures()) {
        parent.console.out().println("      " + failure.expected());
        parent.console.out().println("        " + style.bad("but " + failure.but()));
        parent.console.out().println("        " + style.faint("at " + failure.place()));
      }
    }
    if (!told.isEmpty()) {
      parent.console.out().println();
    }
    long failed = results.stream().filter(result -> !result.passed()).count();
    parent
        .console
        .out()
        .println(
            results.isEmpty()
                ? "no drills"
                : failed == 0
                    ? results.size() + " drills, " + style.good("all passed")
                    : results.size() + " drills, " + style.bad(failed + " failed"));
  }

  private static String line(Style style, DrillResult result) {
    String mark = result.passed() ? style.good("✓") : style.bad("✗");
    return "  "
        + mark
        + " "
        + result.title()
        + style.faint("   " + ValueText.duration(result.took()));
  }

  private static ObjectNode answer(List<Diagnostic> diagnostics, List<DrillResult> results) {
    ObjectNode answer = Json.object();
    answer.set("diagnostics", Json.diagnostics(diagnostics));
    ArrayNode drills = answer.putArray("drills");
    for (DrillResult result : results) {
      ObjectNode each = drills.addObject();
      each.put("runbook", result.runbook());
      each.put("title", result.title());
      each.put("passed", result.passed());
      each.put("took", result.took().toString());
      ArrayNode failures = each.putArray("failures");
      for (DrillResult.Failure failure : result.failures()) {
        failures
            .addObject()
            .put("at", failure.place())
            .put("expected", failure.expected())
            .put("but", failure.but());
      }
    }
    return answer;
  }
}
