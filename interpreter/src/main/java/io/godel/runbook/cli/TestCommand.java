package io.godel.runbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.drill.DrillResult;
import io.godel.runbook.explore.Part;
import io.godel.runbook.explore.PartsSeen;
import io.godel.runbook.plan.Node;
import io.godel.runbook.report.PartsJson;
import io.godel.runbook.report.PartsText;
import io.godel.runbook.report.Style;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.value.ValueText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--coverage",
      description = "Tell what of the plans the drills come to, and what not.")
  boolean coverage;

  @Option(
      names = "--min-coverage",
      split = ",",
      paramLabel = "[KIND=]PERCENT",
      description = "Fail where the drills come to less of a plan, or of its steps, guards, ….")
  List<String> minCoverage = new ArrayList<>();

  @Option(
      names = "--mutate",
      description =
          "Take out each guard and verification in turn, and tell whose loss no drill sees.")
  boolean mutate;

  @Option(names = "--json", description = "Answer in JSON.")
  boolean json;

  @Override
  public Integer call() {
    CoverageDemanded demanded = demanded();
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<DrillResult> results = new ArrayList<>();
    List<DrillsSeen> seen = new ArrayList<>();
    for (Path path : files.paths()) {
      Parsed<List<TypedRunbook>> checked = parent.project.check(path);
      diagnostics.addAll(checked.diagnostics());
      for (TypedRunbook runbook : checked.tree()) {
        DrillsSeen drills = DrillsSeen.of(runbook, path, seed);
        results.addAll(drills.results());
        seen.add(drills);
      }
    }
    seen.removeIf(drills -> drills.plan().isEmpty());
    if (json) {
      parent.console.out().println(Json.pretty(answer(diagnostics, results, seen)));
    } else {
      Inputs.tell(parent, diagnostics);
      tell(results);
      seen.forEach(drills -> tell(drills, demanded));
    }
    if (!diagnostics.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    boolean covered =
        seen.stream().allMatch(drills -> demanded.wanting(drills.coverage()).isEmpty());
    boolean passed = results.stream().allMatch(DrillResult::passed);
    return passed && covered ? ExitCode.OK : ExitCode.FAILED;
  }

  private CoverageDemanded demanded() {
    return CoverageDemanded.read(minCoverage)
        .orElseThrow(
            () ->
                new ParameterException(
                    files.spec.commandLine(),
                    "--min-coverage is a percentage, as 80, or one of a kind, as guards=90; kinds"
                        + " are "
                        + Stream.of(Part.Kind.values())
                            .map(Part.Kind::word)
                            .collect(Collectors.joining(", "))));
  }

  private void tell(DrillsSeen drills, CoverageDemanded demanded) {
    Style style = parent.console.style(parent.colours);
    PartsSeen parts = drills.coverage();
    List<String> wanting = demanded.wanting(parts);
    if (coverage || !wanting.isEmpty()) {
      parent
          .console
          .out()
          .println(
              "%n%s  the drills come to %d%% of it"
                  .formatted(style.bold(drills.runbook().name()), parts.percent()));
      PartsText text =
          new PartsText(
              style, parent.console.out()::println, drills.runbook().tree().span().source());
      text.counts(parts);
      text.missed(parts);
      wanting.forEach(it -> parent.console.out().println("  " + style.bad("✗ " + it)));
    }
    if (mutate) {
      List<Node> unnoticed = drills.unnoticed();
      int all = drills.checks().size();
      parent
          .console
          .out()
          .println(
              "%n%s  of %d guards and verifications the drills notice the loss of %d"
                  .formatted(style.bold(drills.runbook().name()), all, all - unnoticed.size()));
      unnoticed.forEach(
          check -> parent.console.out().println("    " + style.faint("·") + " " + check.id()));
    }
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

  private ObjectNode answer(
      List<Diagnostic> diagnostics, List<DrillResult> results, List<DrillsSeen> seen) {
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
    ArrayNode runbooks = answer.putArray("runbooks");
    for (DrillsSeen of : seen) {
      ObjectNode each = runbooks.addObject();
      each.put("runbook", of.runbook().name());
      each.put("coverage", of.coverage().percent());
      each.set("parts", PartsJson.of(of.coverage()));
      if (mutate) {
        ArrayNode unnoticed = each.putArray("unnoticed");
        of.unnoticed().forEach(check -> unnoticed.add(check.id()));
      }
    }
    return answer;
  }
}
