package io.godel.runbook.cli;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The one runbook that a command is about, with its parameters. */
final class Inputs {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The runbook.")
  Path file;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "A parameter's value; may be repeated.")
  Map<String, String> params = new LinkedHashMap<>();

  @Option(names = "--scenario", paramLabel = "NAME", description = "Choose this scenario.")
  Optional<String> scenario = Optional.empty();

  /** Empty when the text has errors, which then have been told. */
  Optional<TypedRunbook> runbook(RunbookCommand parent) {
    Parsed<List<TypedRunbook>> checked = parent.project.check(file);
    if (checked.tree().isEmpty()) {
      tell(parent, checked.diagnostics());
      return Optional.empty();
    }
    return Optional.of(checked.tree().get(0));
  }

  static void tell(RunbookCommand parent, List<Diagnostic> diagnostics) {
    TextRenderer renderer = new TextRenderer(Console.marks(parent.console.style(parent.colours)));
    parent.console.err().print(renderer.render(diagnostics));
  }

  /**
   * @throws ParameterException for parameters that the runbook does not take so
   */
  Plan plan(TypedRunbook runbook) {
    return plan(runbook, params);
  }

  /** The same with other parameters than those that were given. */
  Plan plan(TypedRunbook runbook, Map<String, String> others) {
    Arguments arguments = Arguments.read(runbook, others);
    if (!arguments.problems().isEmpty()) {
      throw wrong(String.join("\nerror: ", arguments.problems()));
    }
    Plan plan = Planner.plan(runbook, arguments);
    scenario
        .filter(name -> plan.scenario(name).isEmpty())
        .ifPresent(name -> noScenario(plan, name));
    return plan;
  }

  private void noScenario(Plan plan, String name) {
    String known = String.join(", ", plan.scenarios().stream().map(Plan.Scenario::name).toList());
    throw wrong("there is no scenario `" + name + "`: there is " + known);
  }

  ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
