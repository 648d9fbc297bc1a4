package io.godel.runbook.cli;

import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanJson;
import io.godel.runbook.types.TypedRunbook;
import java.util.Optional;
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

  @Option(names = "--json", description = "The same as --format json.")
  boolean json;

  @Override
  public Integer call() {
    Optional<TypedRunbook> runbook = inputs.runbook(parent);
    if (runbook.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    Plan plan = inputs.plan(runbook.get());
    parent.console.out().println(Json.pretty(PlanJson.write(plan)));
    return ExitCode.OK;
  }
}
