package io.godel.runbook.drill;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.Fault;
import io.godel.runbook.simulation.FaultNames;
import io.godel.runbook.simulation.FaultReader;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.TypedRunbook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Runs the drills of a runbook, each in a world of its own. */
public final class Drills {
  private final TypedRunbook runbook;
  private final Path file;
  private final long seed;
  private final UnaryOperator<Plan> change;
  private final Simulation.Onlooker onlooker;

  private Drills(
      TypedRunbook runbook,
      Path file,
      long seed,
      UnaryOperator<Plan> change,
      Simulation.Onlooker onlooker) {
    this.runbook = runbook;
    this.file = file;
    this.seed = seed;
    this.change = change;
    this.onlooker = onlooker;
  }

  /**
   * @param file where the runbook lies; its worlds are looked for beside it
   */
  public static List<DrillResult> run(TypedRunbook runbook, Path file, long seed) {
    return run(runbook, file, seed, UnaryOperator.identity(), (at, notice, state, world) -> {});
  }

  /**
   * @param change of the plan that each drill runs
   * @param onlooker sees all drills
   */
  public static List<DrillResult> run(
      TypedRunbook runbook,
      Path file,
      long seed,
      UnaryOperator<Plan> change,
      Simulation.Onlooker onlooker) {
    Drills drills = new Drills(runbook, file, seed, change, onlooker);
    return runbook.tree().items(Decl.Drill.class).stream().map(drills::run).toList();
  }

  private DrillResult run(Decl.Drill drill) {
    Preparation ready = new Preparation(drill);
    if (!ready.failures.isEmpty()) {
      return result(drill, ready.failures, Duration.ZERO);
    }
    World world = ready.world.orElseThrow().make(seed);
    ready.faults.forEach((line, fault) -> ready.demandNames(line, fault, world));
    if (!ready.failures.isEmpty()) {
      return result(drill, ready.failures, Duration.ZERO);
    }
    Simulation.Script script =
        new Simulation.Script(
            chosen(runbook, drill), List.copyOf(ready.faults.values()), ready.deny, ready.silent);
    Simulation.Result run =
        Simulation.watched(change.apply(ready.plan), world, script, new MemoryJournal(), onlooker);
    Expectations expectations = new Expectations(runbook, run);
    drill.items().forEach(expectations::check);
    return result(drill, expectations.failures(), run.took());
  }

  /** What nobody's condition chooses is chosen by the operator of the drill. */
  public static Optional<String> chosen(TypedRunbook runbook, Decl.Drill drill) {
    return drill.items().stream()
        .filter(Decl.ExpectScenario.class::isInstance)
        .map(item -> ((Decl.ExpectScenario) item).scenario().text())
        .filter(
            name ->
                runbook.tree().items(Decl.Scenario.class).stream()
                    .anyMatch(it -> it.name().text().equals(name) && it.when().isEmpty()))
        .findFirst();
  }

  private DrillResult result(Decl.Drill drill, List<DrillResult.Failure> failures, Duration took) {
    return new DrillResult(runbook.name(), drill.title().plain(), failures, took);
  }

  private static DrillResult.Failure failure(Span span, String but) {
    return new DrillResult.Failure(span.toString(), span.text(), but);
  }

  /** What has to be there before the run begins. */
  private final class Preparation {
    final List<DrillResult.Failure> failures = new ArrayList<>();
    final Map<Span, Fault> faults = new LinkedHashMap<>();
    final Set<String> deny = new HashSet<>();
    final Set<String> silent = new HashSet<>();
    final Map<String, Term> given = new LinkedHashMap<>();
    final Optional<WorldFile> world;
    Plan plan;

    Preparation(Decl.Drill drill) {
      drill.items().forEach(this::item);
      Parsed<Optional<WorldFile>> read = Project.world(file, drill.world().plain());
      world = read.tree();
      for (Diagnostic wrong : read.diagnostics()) {
        failures.add(failure(drill.world().span(), wrong.span() + ": " + wrong.message()));
      }
      Arguments arguments = Arguments.of(runbook, given);
      arguments.problems().forEach(it -> failures.add(failure(drill.title().span(), it)));
      if (failures.isEmpty()) {
        plan = Planner.plan(runbook, arguments);
      }
    }

    void demandNames(Span line, Fault fault, World made) {
      FaultNames.unknown(fault, made)
          .ifPresent(it -> failures.add(failure(line, it.message() + ": " + it.help())));
    }

    private void item(Decl.DrillItem item) {
      if (item instanceof Decl.Given it) {
        given.put(it.param().text(), runbook.facts().term(it.value()));
      } else if (item instanceof Decl.Fault it) {
        Optional<Fault> fault = FaultReader.read(it.what().plain());
        if (fault.isEmpty()) {
          failures.add(failure(it.span(), "this is no fault: " + FaultReader.FORM));
        }
        fault.ifPresent(found -> faults.put(it.span(), found));
      } else if (item instanceof Decl.Deny it) {
        deny.add(it.step().text());
      } else if (item instanceof Decl.Silence it) {
        silent.add(it.step().text());
      }
    }
  }
}
