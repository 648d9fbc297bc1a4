package io.godel.runbook.cli;

import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.engine.SystemClock;
import io.godel.runbook.outlook.Finding;
import io.godel.runbook.outlook.Outlook;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.report.OutlookJson;
import io.godel.runbook.report.OutlookJunit;
import io.godel.runbook.report.OutlookSummary;
import io.godel.runbook.report.OutlookText;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.targets.Target;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook observe}: whether a runbook still fits the target; nothing is written. */
@Command(
    name = "observe",
    description = "Look at everything that a runbook would look at, and do nothing.")
final class ObserveCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Mixin Inputs inputs;
  @Mixin Reach reach;

  /** In which form the findings are told. */
  enum Format {
    TEXT,
    JSON,
    JUNIT
  }

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text, json or junit.")
  Format format;

  @Option(names = "--json", description = "The same as --format json.")
  boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Optional<Target> target = reach.profile(parent, inputs.file);
    if (target.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    try (Opening opening = Opening.begin(parent, target.get(), Access.LOOK, "observe")) {
      Optional<TypedRunbook> runbook = inputs.runbook(parent);
      return runbook.isEmpty()
          ? ExitCode.TEXT_HAS_ERRORS
          : observe(inputs.plan(runbook.get()), opening.await());
    } catch (IOException refused) {
      parent.console.err().println("error: " + refused.getMessage());
      return ExitCode.FAILED;
    }
  }

  private int observe(Plan plan, LiveTarget live) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    SystemClock clock = SystemClock.started();
    OutlookText text =
        new OutlookText(parent.console.style(parent.colours), parent.console.out()::println);
    Format chosen = json ? Format.JSON : format;
    Outlook outlook =
        new Outlook(
            plan,
            live.backend(),
            clock,
            finding -> {
              findings.add(finding);
              if (chosen == Format.TEXT) {
                text.tell(clock.now(), finding);
              }
            });
    Outlook.Scenarios scenarios = outlook.observe();
    OutlookSummary summary = OutlookSummary.of(findings);
    switch (chosen) {
      case TEXT -> text.tail(scenarios, summary);
      case JSON ->
          parent
              .console
              .out()
              .println(Json.pretty(OutlookJson.of(plan, scenarios, findings, live.facts())));
      case JUNIT -> parent.console.out().print(OutlookJunit.of(plan.runbook(), findings));
    }
    return summary.trouble().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }
}
