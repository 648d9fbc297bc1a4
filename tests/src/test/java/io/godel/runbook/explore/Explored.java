package io.godel.runbook.explore;

import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.report.ExplorationText;
import io.godel.runbook.report.Style;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Copies of shipped runbooks in which something was changed, to be explored. */
final class Explored {
  private static final Path RUNBOOKS = Path.of("runbooks");

  private final Path folder;
  private final Path file;
  private String text;

  private Explored(Path folder, Path file) throws IOException {
    this.folder = folder;
    this.file = file;
    this.text = Files.readString(file);
  }

  /**
   * @param folder an empty one
   */
  static Explored failover(Path folder) throws IOException {
    for (Path from : files()) {
      Path to = folder.resolve(RUNBOOKS.relativize(from).toString());
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    }
    return new Explored(folder, folder.resolve("database-failover.runbook"));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(RUNBOOKS)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** A shipped runbook in one of its worlds, where all stories begin. */
  static Origin shipped(String name, String world, long seed) {
    Path file = RUNBOOKS.resolve(name + ".runbook");
    TypedRunbook runbook = new Project().check(file).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    WorldFile read = Project.world(file, world).tree().orElseThrow();
    return new Origin(new Setting(plan, world, read, seed, Optional.empty(), false));
  }

  /** Each of the texts has to be there. */
  Explored replaced(String from, String to) {
    if (!text.contains(from)) {
      throw new AssertionError("the runbook does not say: " + from);
    }
    text = text.replace(from, to);
    return this;
  }

  /** What stands there from one text to the next other one, with both. */
  String part(String from, String to) {
    int begin = text.indexOf(from);
    return text.substring(begin, text.indexOf(to, begin) + to.length());
  }

  Explored world(String name, String content) throws IOException {
    Files.writeString(folder.resolve("worlds").resolve(name + ".yaml"), content);
    return this;
  }

  Exploration in(String world, int faults) throws IOException {
    return in(world, Optional.empty(), all(faults));
  }

  Exploration in(String world, String scenario, int faults) throws IOException {
    return in(world, Optional.of(scenario), all(faults));
  }

  static Explorer.Budget all(int faults) {
    return new Explorer.Budget(faults, Long.MAX_VALUE, () -> false);
  }

  /** What a person reads of it. */
  List<String> text(Exploration found) {
    List<String> lines = new ArrayList<>();
    ExplorationText text =
        new ExplorationText(Style.PLAIN, lines::add, found.plan(), file.getFileName().toString());
    text.world(found);
    return lines;
  }

  Exploration in(String world, Optional<String> scenario, Explorer.Budget budget)
      throws IOException {
    Files.writeString(file, text);
    Parsed<List<TypedRunbook>> checked = new Project().check(file);
    if (checked.tree().isEmpty()) {
      throw new AssertionError(checked.diagnostics().toString());
    }
    TypedRunbook runbook = checked.tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    WorldFile read = Project.world(file, world).tree().orElseThrow(() -> new AssertionError(world));
    return Explorer.explore(new Setting(plan, world, read, 0, scenario, false), budget);
  }
}
