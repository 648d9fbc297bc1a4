package io.godel.runbook.cli;

import io.godel.runbook.drill.Drills;
import io.godel.runbook.explore.Coverage;
import io.godel.runbook.explore.Exploration;
import io.godel.runbook.explore.Explorer;
import io.godel.runbook.explore.RangeValues;
import io.godel.runbook.explore.Setting;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.project.Project;
import io.godel.runbook.report.ExplorationHtml;
import io.godel.runbook.report.ExplorationJson;
import io.godel.runbook.report.ExplorationText;
import io.godel.runbook.report.PastTimes;
import io.godel.runbook.run.StateException;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.yaml.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook explore}: everything that can happen to a run, tried in simulated worlds. */
@Command(
    name = "explore",
    description = "Try everything that can happen to a run in simulated worlds.")
final class ExploreCommand implements Callable<Integer> {
  /** Stories with more misfortunes than that are more than anybody tries. */
  private static final int FAULTS_MAX = 9;

  /** The words of drills for endings that leave a changed world to a person. */
  private static final Set<String> BROKEN = Set.of("not_verified", "unknown");

  @ParentCommand RunbookCommand parent;
  @Mixin Inputs inputs;

  @Option(
      names = {"-w", "--world"},
      paramLabel = "WORLD",
      description = "A world beside the runbook, or a YAML file; may be repeated.")
  List<String> worlds = new ArrayList<>();

  @Option(
      names = "--faults",
      defaultValue = "2",
      paramLabel = "N",
      description = "So many things go wrong in one story at most; 2 if nothing is said.")
  int faults;

  @Option(
      names = "--budget",
      paramLabel = "DURATION",
      description = "Stop after this time, as 90s or 5m, and say what was left out.")
  Optional<String> budget = Optional.empty();

  @Option(
      names = "--stories",
      paramLabel = "N",
      description = "Stop after so many stories, and say what was left out.")
  Optional<Long> stories = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of the names that the world makes up.")
  long seed;

  @Option(names = "--json", description = "Answer in JSON.")
  boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the answer to this file too, as a page to look at.")
  Optional<Path> html = Optional.empty();

  @Override
  public Integer call() {
    if (faults < 0 || faults > FAULTS_MAX) {
      throw inputs.wrong("--faults is a number from 0 to " + FAULTS_MAX);
    }
    Optional<TypedRunbook> runbook = inputs.runbook(parent);
    if (runbook.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    Ranges ranges = Ranges.read(inputs, runbook.get());
    html.ifPresent(this::demand);
    List<Place> places = new ArrayList<>();
    for (Chosen chosen : worlds.isEmpty() ? named(runbook.get()) : given()) {
      Parsed<Optional<WorldFile>> read = Project.world(inputs.file, chosen.world());
      if (read.tree().isEmpty()) {
        Inputs.tell(parent, read.diagnostics());
        return ExitCode.TEXT_HAS_ERRORS;
      }
      boolean broken = leavesBroken(runbook.get(), chosen.world());
      places.add(new Place(chosen, read.tree().get(), broken));
    }
    List<RangeValues> tried = ranges.values(given -> settings(given, places));
    List<Setting> settings = new ArrayList<>();
    ranges.all(tried).forEach(given -> settings.addAll(settings(given, places)));
    return explore(tried, settings);
  }

  /** A world, and the scenario that the operator chooses in it. */
  private record Chosen(String world, Optional<String> scenario) {}

  /** The same, read. */
  private record Place(Chosen chosen, WorldFile world, boolean leavesBroken) {}

  private List<Setting> settings(Ranges.Planned planned, List<Place> places) {
    return places.stream()
        .map(
            it ->
                new Setting(
                    planned.plan(),
                    it.chosen().world(),
                    it.world(),
                    seed,
                    it.chosen().scenario(),
                    it.leavesBroken(),
                    planned.given()))
        .toList();
  }

  private int explore(List<RangeValues> ranges, List<Setting> settings) {
    Plan plan = settings.get(0).plan();
    ExplorationText text =
        new ExplorationText(
            parent.console.style(parent.colours),
            json ? line -> {} : parent.console.out()::println,
            plan,
            inputs.file.toString());
    Explorer.Budget allowed = allowed();
    ranges.forEach(text::range);
    List<Exploration> found = new ArrayList<>();
    for (Setting setting : settings) {
      Exploration one = Explorer.explore(setting, allowed);
      text.world(one);
      found.add(one);
    }
    Coverage coverage = Coverage.of(plan, found);
    if (worlds.isEmpty()) {
      // What one world does not come to is what the others are for.
      text.coverage(coverage);
    }
    Map<String, PastTimes> past = past(plan.runbook());
    text.past(past);
    html.ifPresent(
        page ->
            write(page, ExplorationHtml.of(plan, inputs.file.toString(), ranges, found, coverage)));
    if (json) {
      parent
          .console
          .out()
          .println(Json.pretty(ExplorationJson.of(plan, ranges, found, coverage, past)));
    }
    if (found.stream().anyMatch(it -> !it.violations().isEmpty())) {
      return ExitCode.FAILED;
    }
    return found.stream().allMatch(Exploration::isComplete) ? ExitCode.OK : ExitCode.PERSON_NEEDED;
  }

  private Map<String, PastTimes> past(String runbook) {
    try {
      return PastRuns.times(parent, runbook);
    } catch (StateException refused) {
      parent.console.err().println("warning: of runs so far: " + refused.getMessage());
      return Map.of();
    }
  }

  /** Before anything is tried: nobody wants to wait for what cannot be kept. */
  private void demand(Path page) {
    try {
      ReportFile.demand(page, ExplorationHtml.MARK);
    } catch (IOException refused) {
      throw cannotWrite(page, refused);
    }
  }

  private void write(Path page, String text) {
    try {
      ReportFile.write(page, text);
    } catch (IOException refused) {
      throw cannotWrite(page, refused);
    }
  }

  private RuntimeException cannotWrite(Path page, IOException refused) {
    return inputs.wrong(page + " cannot be written: " + refused.getMessage());
  }

  private Explorer.Budget allowed() {
    long most = stories.orElse(Long.MAX_VALUE);
    if (budget.isEmpty()) {
      return new Explorer.Budget(faults, most, () -> false);
    }
    Duration time =
        Section.readDuration(budget.get())
            .orElseThrow(() -> inputs.wrong("--budget is a duration, as 90s or 5m"));
    long end = System.nanoTime() + time.toNanos();
    return new Explorer.Budget(faults, most, () -> System.nanoTime() >= end);
  }

  private List<Chosen> given() {
    return worlds.stream().map(world -> new Chosen(world, inputs.scenario)).toList();
  }

  /**
   * The example and those of the drills; with the scenarios that nothing but an operator chooses.
   */
  private Set<Chosen> named(TypedRunbook runbook) {
    Set<Chosen> chosen = new LinkedHashSet<>();
    for (Decl.ExampleWorld example : runbook.tree().items(Decl.ExampleWorld.class)) {
      chosen.add(new Chosen(example.world().plain(), inputs.scenario));
    }
    for (Decl.Drill drill : runbook.tree().items(Decl.Drill.class)) {
      Optional<String> scenario = inputs.scenario.or(() -> Drills.chosen(runbook, drill));
      chosen.add(new Chosen(drill.world().plain(), scenario));
    }
    if (chosen.isEmpty()) {
      throw inputs.wrong("the runbook names no world: choose one with --world");
    }
    return chosen;
  }

  /** Whether a drill in that world says that a person has to look at its end. */
  private boolean leavesBroken(TypedRunbook runbook, String world) {
    return runbook.tree().items(Decl.Drill.class).stream()
        .filter(drill -> file(drill.world().plain()).equals(file(world)))
        .flatMap(drill -> drill.items().stream())
        .anyMatch(item -> item instanceof Decl.ExpectWord it && BROKEN.contains(it.word().text()));
  }

  /** A world can be chosen by its path too. */
  private Path file(String world) {
    return Project.worldPath(inputs.file, world).toAbsolutePath().normalize();
  }
}
