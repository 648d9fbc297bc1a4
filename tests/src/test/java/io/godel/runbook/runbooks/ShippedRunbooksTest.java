package io.godel.runbook.runbooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.drill.DrillResult;
import io.godel.runbook.drill.Drills;
import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped runbooks: their drills, their worlds, and the tables of their README. */
final class ShippedRunbooksTest {
  private static final Path FOLDER = Path.of("runbooks");
  private static final int DRILLS_MIN = 8;

  private static TypedRunbook runbook(String name) {
    Parsed<List<TypedRunbook>> checked = new Project().check(file(name));
    assertEquals(List.of(), checked.diagnostics());
    return checked.tree().get(0);
  }

  private static Path file(String name) {
    return FOLDER.resolve(name + ".runbook");
  }

  @TestFactory
  Stream<DynamicTest> everyDrillPasses() {
    return Stream.of("database-failover", "redis-outage", "agent-storm")
        .flatMap(name -> Drills.run(runbook(name), file(name), 0).stream())
        .map(result -> DynamicTest.dynamicTest(result.title(), () -> passed(result)));
  }

  private static void passed(DrillResult result) {
    assertEquals(List.of(), result.failures());
  }

  @ParameterizedTest
  @ValueSource(strings = {"database-failover", "redis-outage", "agent-storm"})
  void everyScenarioIsDrilled(String name) {
    TypedRunbook runbook = runbook(name);
    List<Decl.Drill> drills = runbook.tree().items(Decl.Drill.class);
    Set<String> drilled =
        drills.stream()
            .flatMap(drill -> drill.items().stream())
            .filter(Decl.ExpectScenario.class::isInstance)
            .map(item -> ((Decl.ExpectScenario) item).scenario().text())
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(drills.size() >= DRILLS_MIN, name + " has " + drills.size() + " drills");
    assertEquals(Places.scenarios(runbook), drilled);
  }

  @ParameterizedTest
  @ValueSource(strings = {"database-failover", "redis-outage", "agent-storm"})
  void theTableNamesWhatThereIsAndForgetsNoStep(String name) throws IOException {
    TypedRunbook runbook = runbook(name);
    Set<String> named = ReadmeTables.read(FOLDER.resolve("README.md")).places(name);
    assertEquals(Set.of(), without(named, Places.all(runbook)), "places that do not exist");
    assertEquals(Set.of(), without(Places.steps(runbook), named), "steps that no line names");
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  @Test
  void theReadmeTellsOfEveryWorld() throws IOException {
    ReadmeTables tables = ReadmeTables.read(FOLDER.resolve("README.md"));
    try (Stream<Path> files = Files.list(FOLDER.resolve(Project.WORLDS))) {
      Set<String> there =
          files
              .map(path -> path.getFileName().toString().replace(".yaml", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(there, tables.worlds());
    }
  }
}
