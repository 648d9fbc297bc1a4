package io.godel.runbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanJson;
import io.godel.runbook.report.Dot;
import io.godel.runbook.report.Mermaid;
import io.godel.runbook.report.PlanText;
import io.godel.runbook.run.PlanFile;
import io.godel.runbook.run.RunIds;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook plan}: what a runbook is going to do, as data and for people. */
@Command(name = "plan", description = "Show the execution plan of a runbook.")
final class PlanCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Mixin Inputs inputs;

  /** In which form a plan is shown. */
  enum Format {
    TEXT,
    JSON,
    MERMAID,
    DOT
  }

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text, json, mermaid or dot.")
  Format format;

  @Option(names = "--json", description = "The same as --format json.")
  boolean json;

  @Option(
      names = "--out",
      paramLabel = "PLAN.json",
      description = "Write the whole plan to this file, as JSON.")
  Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    Optional<TypedRunbook> runbook = inputs.runbook(parent);
    if (runbook.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    Plan plan = inputs.plan(runbook.get());
    out.ifPresent(file -> write(file, saved(runbook.get(), plan)));
    parent.console.out().println(shown(plan).stripTrailing());
    return ExitCode.OK;
  }

  /** JSON is always of the whole plan: its hash speaks of the whole. */
  private String shown(Plan plan) {
    Plan part = inputs.scenario.map(plan::only).orElse(plan);
    return switch (json ? Format.JSON : format) {
      case TEXT -> PlanText.of(part, parent.console.style(parent.colours));
      case JSON -> Json.pretty(PlanJson.write(plan));
      case MERMAID -> Mermaid.of(part);
      case DOT -> Dot.of(part);
    };
  }

  /** With all that it was made of, so that it can be run later if that is still as it was. */
  private JsonNode saved(TypedRunbook runbook, Plan plan) {
    RunIds ids = new RunIds(InstantSource.system(), new Random());
    return PlanFile.write(
        ids, inputs.file, runbook, plan, inputs.params, inputs.scenario, Map.of());
  }

  private void write(Path file, JsonNode plan) {
    try {
      Files.writeString(file, Json.pretty(plan) + "\n");
    } catch (IOException refused) {
      throw inputs.wrong(file + " cannot be written: " + why(file));
    }
  }

  private static String why(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return "it is a directory";
    }
    if (folder != null && !Files.isDirectory(folder)) {
      return "there is no directory " + folder;
    }
    return "the system does not allow it";
  }
}
