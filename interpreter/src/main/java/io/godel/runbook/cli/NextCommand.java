package io.godel.runbook.cli;

import io.godel.runbook.byhand.ByHand;
import io.godel.runbook.byhand.SoFar;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.State;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.Runs;
import io.godel.runbook.run.StateException;
import io.godel.runbook.run.StoredRun;
import io.godel.runbook.types.TypedRunbook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook next}: what remains, as commands for a person. */
@Command(
    name = "next",
    description = "Write what remains of a run, or a runbook, as commands for a person.")
final class NextCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Mixin Inputs inputs;

  @Option(
      names = "--by-hand",
      description = "As commands of kubectl, psql and curl; the only form so far.")
  boolean byHand;

  @Override
  public Integer call() {
    if (isFile(inputs.file)) {
      Optional<TypedRunbook> runbook = inputs.runbook(parent);
      if (runbook.isEmpty()) {
        return ExitCode.TEXT_HAS_ERRORS;
      }
      Plan plan = inputs.plan(runbook.get());
      print(ByHand.of(plan, inputs.scenario, Map.of(), SoFar.NOTHING, step -> false));
      return ExitCode.OK;
    }
    try {
      RunFolder folder = Runs.find(Remembered.home(parent.console), inputs.file.toString());
      StoredRun stored = StoredRun.look(folder, parent.project);
      print(ofRun(stored));
      return ExitCode.OK;
    } catch (StateException refused) {
      parent.console.err().println("error: " + refused.getMessage());
      return ExitCode.PERSON_NEEDED;
    }
  }

  private static boolean isFile(Path path) {
    return Files.exists(path) || path.toString().endsWith(".runbook");
  }

  private List<String> ofRun(StoredRun stored) {
    State state = stored.recovery().state();
    Optional<String> taken =
        stored.story().stream()
            .map(StoredRun.Told::notice)
            .filter(Notice.ScenarioChosen.class::isInstance)
            .map(notice -> ((Notice.ScenarioChosen) notice).scenario())
            .reduce((first, second) -> second);
    return ByHand.of(
        stored.plan(),
        inputs.scenario.or(() -> taken),
        Map.of(),
        SoFar.of(stored.story().stream().map(StoredRun.Told::notice).toList()),
        step -> state.step(step.name()) == Notice.StepState.DONE);
  }

  private void print(List<String> lines) {
    lines.forEach(parent.console.out()::println);
  }
}
