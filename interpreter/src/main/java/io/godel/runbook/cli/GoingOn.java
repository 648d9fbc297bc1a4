package io.godel.runbook.cli;

import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.SystemClock;
import io.godel.runbook.project.Project;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.Runs;
import io.godel.runbook.run.StateException;
import io.godel.runbook.run.StateHome;
import io.godel.runbook.run.StoredRun;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.targets.Target;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run that a command goes on with. */
final class GoingOn {
  @Parameters(
      paramLabel = "RUN",
      description = "The run's name, or a beginning that no other has, or latest.")
  String run;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "A secret parameter once more: secrets are not kept.")
  Map<String, String> secrets = new LinkedHashMap<>();

  @Option(
      names = "--yes-to",
      paramLabel = "STEP",
      description = "Agree to this step beforehand; may be repeated.")
  Set<String> yesTo = Set.of();

  @Option(
      names = "--without-lease",
      paramLabel = "REASON",
      description = "Do not take the cluster's lock: its API server is what is down.")
  Optional<String> withoutLease = Optional.empty();

  /**
   * @param abort why the run is ended instead
   */
  int goOn(RunbookCommand parent, Optional<String> abort) throws InterruptedException {
    try {
      StateHome home = Remembered.home(parent.console);
      RunFolder folder = Runs.find(home, run);
      StoredRun stored = StoredRun.load(folder, parent.project, secrets);
      if (!stored.recovery().canGoOn()) {
        parent.console.err().println("error: the run %s is at its end".formatted(folder.run()));
        return ExitCode.FAILED;
      }
      stored.since().forEach(change -> parent.console.err().println("note: " + change));
      Parsed<Optional<Target>> profile =
          Project.target(stored.head().file(), stored.head().target());
      if (profile.tree().isEmpty()) {
        Inputs.tell(parent, profile.diagnostics());
        return ExitCode.TEXT_HAS_ERRORS;
      }
      return goOn(parent, home, folder, stored, profile.tree().get(), abort);
    } catch (IOException refused) {
      parent.console.err().println("error: " + refused.getMessage());
      return ExitCode.FAILED;
    } catch (StateException refused) {
      parent.console.err().println("error: " + refused.getMessage());
      return ExitCode.PERSON_NEEDED;
    }
  }

  private int goOn(
      RunbookCommand parent,
      StateHome home,
      RunFolder folder,
      StoredRun stored,
      Target profile,
      Optional<String> abort)
      throws IOException, InterruptedException, StateException {
    SystemClock clock = SystemClock.resumedAfter(stored.recovery().last());
    try (LiveTarget target = Reach.open(parent, profile, Access.ACT, folder.run(), clock)) {
      Optional<String> other = otherTarget(stored, target);
      if (other.isPresent()) {
        parent.console.err().println("error: " + other.get());
        return ExitCode.FAILED;
      }
      String person = LiveLife.person(target);
      return new LiveLife(parent, home, profile, target, withoutLease, yesTo, person)
          .live(
              folder,
              stored.plan(),
              clock,
              () -> folder.goOn(Reach.WALL),
              driver ->
                  abort.isPresent()
                      ? driver.abort(stored.recovery(), person, abort.get())
                      : driver.resume(stored.recovery(), person));
    }
  }

  private static Optional<String> otherTarget(StoredRun stored, LiveTarget target) {
    Set<String> begun = stored.recovery().history().started();
    List<Notice.CallStarted> calls =
        stored.story().stream()
            .map(StoredRun.Told::notice)
            .filter(Notice.CallStarted.class::isInstance)
            .map(Notice.CallStarted.class::cast)
            .filter(it -> begun.contains(it.call()))
            .toList();
    return target.difference(stored.head().facts(), stored.head().started(), calls);
  }
}
