package io.godel.runbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.explore.Story;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.journal.RecordJson;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.project.Project;
import io.godel.runbook.report.RunReport;
import io.godel.runbook.simulation.Fault;
import io.godel.runbook.simulation.FaultNames;
import io.godel.runbook.simulation.FaultReader;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldFacts;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook simulate}: the same interpreter on a modelled platform, in virtual time. */
@Command(
    name = "simulate",
    description = "Run a runbook in a simulated world; nothing live is touched.")
final class SimulateCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Mixin Inputs inputs;

  @Option(
      names = {"-w", "--world"},
      paramLabel = "WORLD",
      description = "A world beside the runbook, or a YAML file; else the runbook's example.")
  Optional<String> world = Optional.empty();

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      description = "What goes wrong besides, as \"on call 1 of k8s.scale: timeout\".")
  List<String> faults = new ArrayList<>();

  @Option(names = "--deny", paramLabel = "STEP", description = "People say no in this step.")
  Set<String> deny = Set.of();

  @Option(
      names = "--timeout-at",
      paramLabel = "STEP",
      description = "People do not answer in this step.")
  Set<String> silent = Set.of();

  @Option(
      names = "--story",
      paramLabel = "STORY",
      description = "What goes wrong, as `explore` tells it.")
  Optional<String> story = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of the names that the world makes up.")
  long seed;

  @Option(names = "--json", description = "Answer in JSON, with the whole journal.")
  boolean json;

  @Override
  public Integer call() {
    Optional<TypedRunbook> runbook = inputs.runbook(parent);
    if (runbook.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    Plan plan = inputs.plan(runbook.get());
    Simulation.Script script =
        told().and(new Simulation.Script(inputs.scenario, readFaults(), deny, silent));
    demandSteps(plan, script);
    String name = world.orElseGet(() -> example(runbook.get()));
    Parsed<Optional<WorldFile>> read = Project.world(inputs.file, name);
    if (read.tree().isEmpty()) {
      Inputs.tell(parent, read.diagnostics());
      return ExitCode.TEXT_HAS_ERRORS;
    }
    World made = read.tree().get().make(seed);
    demandNames(script.faults(), made);
    MemoryJournal journal = new MemoryJournal();
    RunReport report =
        new RunReport(parent.console.style(parent.colours), parent.console.out()::println);
    if (!json) {
      report.head(plan, "simulated in " + name);
    }
    BiConsumer<Instant, Notice> listener = json ? (at, notice) -> {} : report::tell;
    Simulation.Result result = Simulation.run(plan, made, script, journal, listener);
    if (json) {
      parent.console.out().println(Json.pretty(answer(plan, name, result, journal)));
    } else {
      report.tail(result.changes(), plan.afterwards());
    }
    return result.ending().kind().exitCode();
  }

  private String example(TypedRunbook runbook) {
    return runbook.tree().items(Decl.ExampleWorld.class).stream()
        .findFirst()
        .map(example -> example.world().plain())
        .orElseThrow(
            () -> inputs.wrong("the runbook names no example world: choose one with --world"));
  }

  private Simulation.Script told() {
    return story
        .map(
            text ->
                Story.read(text)
                    .orElseThrow(() -> inputs.wrong("`" + text + "` is no story of `explore`")))
        .orElse(Story.PLAIN)
        .script(Optional.empty());
  }

  private List<Fault> readFaults() {
    List<Fault> read = new ArrayList<>();
    for (String text : faults) {
      read.add(
          FaultReader.read(text)
              .orElseThrow(() -> inputs.wrong("`" + text + "` is no fault: " + FaultReader.FORM)));
    }
    return read;
  }

  private void demandNames(List<Fault> given, World made) {
    for (Fault fault : given) {
      FaultNames.unknown(fault, made)
          .ifPresent(
              unknown -> {
                throw inputs.wrong(
                    "`%s`: %s: %s".formatted(fault.text(), unknown.message(), unknown.help()));
              });
    }
  }

  private void demandSteps(Plan plan, Simulation.Script script) {
    Set<String> known = plan.stepNames();
    Stream.concat(script.deny().stream(), script.silent().stream())
        .filter(step -> !known.contains(step))
        .findFirst()
        .ifPresent(
            step -> {
              throw inputs.wrong(
                  "there is no step `" + step + "`: there is " + String.join(", ", known));
            });
  }

  private static ObjectNode answer(
      Plan plan, String world, Simulation.Result result, MemoryJournal journal) {
    ObjectNode answer = Json.object();
    answer.put("runbook", plan.runbook());
    answer.put("plan", plan.hash());
    answer.put("world", world);
    answer.put("outcome", result.ending().kind().name().toLowerCase(Locale.ROOT));
    answer.put("reason", result.ending().reason());
    answer.put("exit_code", result.ending().kind().exitCode());
    ObjectNode steps = answer.putObject("steps");
    for (String step : plan.stepNames()) {
      steps.put(step, result.state().step(step).name().toLowerCase(Locale.ROOT));
    }
    ArrayNode changes = answer.putArray("changes");
    for (WorldFacts.Change change : result.changes()) {
      changes
          .addObject()
          .put("what", change.what())
          .put("before", change.before())
          .put("after", change.after());
    }
    ArrayNode records = answer.putArray("journal");
    journal.records().forEach(record -> records.add(RecordJson.write(record)));
    return answer;
  }
}
