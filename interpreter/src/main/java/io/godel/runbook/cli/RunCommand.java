package io.godel.runbook.cli;

import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.SystemClock;
import io.godel.runbook.outlook.Outlook;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.report.OutlookText;
import io.godel.runbook.run.PlanCheck;
import io.godel.runbook.run.PlanFile;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.RunIds;
import io.godel.runbook.run.StateException;
import io.godel.runbook.run.StateHome;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.targets.Target;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code runbook run}: a runbook on a live target. */
@Command(name = "run", description = "Run a runbook on a live target.")
final class RunCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Spec CommandSpec spec;
  @Mixin Reach reach;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The runbook.")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--plan",
      paramLabel = "PLAN.json",
      description = "A plan that `plan --out` has written: run once, and only as it was.")
  Optional<Path> saved = Optional.empty();

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "A parameter's value; may be repeated.")
  Map<String, String> params = new LinkedHashMap<>();

  @Option(names = "--scenario", paramLabel = "NAME", description = "Choose this scenario.")
  Optional<String> scenario = Optional.empty();

  @Option(
      names = "--dry-run",
      description = "Look for real, and let the servers only try out what would be done.")
  boolean dry;

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

  /** What is run. */
  private record Made(
      Path file,
      TypedRunbook runbook,
      Plan plan,
      Map<String, String> params,
      Optional<String> scenario,
      Optional<PlanFile> from) {}

  @Override
  public Integer call() throws InterruptedException {
    if (file.isPresent() == saved.isPresent()) {
      throw wrong("say what to run: a FILE, or a plan with --plan");
    }
    try {
      return saved.isPresent() ? savedPlan() : runbook(file.get());
    } catch (IOException refused) {
      parent.console.err().println("error: " + refused.getMessage());
      return ExitCode.FAILED;
    } catch (StateException refused) {
      parent.console.err().println("error: " + refused.getMessage());
      return ExitCode.PERSON_NEEDED;
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int runbook(Path path) throws IOException, InterruptedException, StateException {
    Inputs inputs = new Inputs();
    inputs.spec = spec;
    inputs.file = path;
    inputs.params = params;
    inputs.scenario = scenario;
    Optional<Target> target = reach.profile(parent, path);
    if (target.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    // Servers are told the run's name when they are connected to: it is known before.
    String run = dry ? "dry-run" : new RunIds(Reach.WALL, new SecureRandom()).next();
    try (Opening opening =
        Opening.begin(parent, target.get(), dry ? Access.DRY : Access.ACT, run)) {
      Optional<TypedRunbook> runbook = inputs.runbook(parent);
      if (runbook.isEmpty()) {
        return ExitCode.TEXT_HAS_ERRORS;
      }
      Plan plan = inputs.plan(runbook.get());
      demandSteps(plan);
      Made made = new Made(path, runbook.get(), plan, params, scenario, Optional.empty());
      return dry ? rehearse(plan, opening.await()) : live(made, target.get(), opening.await(), run);
    }
  }

  private int savedPlan() throws IOException, InterruptedException, StateException {
    PlanFile plan = PlanFile.read(saved.orElseThrow());
    Optional<Target> target = reach.profile(parent, plan.file());
    if (target.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    PlanCheck check;
    try (LiveTarget live = Reach.open(parent, target.get(), Access.LOOK, "check")) {
      check =
          PlanCheck.of(plan, Remembered.home(parent.console), parent.project, params, live.facts());
    }
    if (!check.differences().isEmpty()) {
      parent.console.err().println("error: this is not what was planned:");
      check.differences().forEach(each -> parent.console.err().println("  " + each));
      return ExitCode.FAILED;
    }
    PlanCheck.Made made = check.made().orElseThrow();
    demandSteps(made.plan());
    Made whole =
        new Made(
            plan.file(),
            made.runbook(),
            made.plan(),
            made.params(),
            plan.scenario(),
            Optional.of(plan));
    String run = new RunIds(Reach.WALL, new SecureRandom()).next();
    try (LiveTarget live = Reach.open(parent, target.get(), Access.ACT, run)) {
      return live(whole, target.get(), live, run);
    }
  }

  private void demandSteps(Plan plan) {
    yesTo.stream()
        .filter(step -> !plan.stepNames().contains(step))
        .findFirst()
        .ifPresent(
            step -> {
              throw wrong(
                  "there is no step `%s`: there is %s"
                      .formatted(step, String.join(", ", plan.stepNames())));
            });
  }

  private int rehearse(Plan plan, LiveTarget target) throws InterruptedException {
    SystemClock clock = SystemClock.started();
    OutlookText text =
        new OutlookText(parent.console.style(parent.colours), parent.console.out()::println);
    Outlook outlook =
        new Outlook(plan, target.backend(), clock, finding -> text.tell(clock.now(), finding));
    Outlook.Scenarios scenarios = outlook.rehearse(scenario, target::diff);
    text.rehearsed(scenarios);
    return scenarios.fit().size() == 1 ? ExitCode.OK : ExitCode.FAILED;
  }

  private int live(Made made, Target profile, LiveTarget target, String run)
      throws IOException, InterruptedException, StateException {
    StateHome home = Remembered.home(parent.console);
    String person = LiveLife.person(target);
    String by =
        withoutLease.map(why -> person + " (without the lease: " + why + ")").orElse(person);
    RunFolder folder =
        RunFolder.create(
            home,
            () -> run,
            Reach.WALL,
            new RunFolder.Begin(
                made.file(),
                made.runbook(),
                made.plan(),
                made.params(),
                made.scenario(),
                reach.target,
                target.facts(),
                by));
    if (made.from().isPresent()) {
      made.from().get().useFor(home, folder.run());
    }
    SystemClock clock = SystemClock.started();
    Input.Started started = new Input.Started(clock.now(), folder.run(), by, made.scenario());
    return new LiveLife(parent, home, profile, target, withoutLease, yesTo, person)
        .live(
            folder,
            made.plan(),
            clock,
            () -> folder.begin(Reach.WALL),
            driver -> driver.run(started));
  }
}
