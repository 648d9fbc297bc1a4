package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.simulation.World;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.TypedRunbook;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A runbook that was drawn, and what happens while it runs.
 *
 * @param misfortunes by the step with whose beginning they come
 * @param denied the steps that people say no to
 */
record DrawnPlan(String text, Map<String, Misfortune> misfortunes, Set<String> denied) {
  static final String SCENARIO = "everything";

  DrawnPlan {
    misfortunes = Map.copyOf(misfortunes);
    denied = Set.copyOf(denied);
  }

  /** The plan of the text, which has to be right. */
  Plan plan() {
    Parsed<FileTree> parsed = Parser.parse(new SourceFile("drawn.runbook", text));
    assertEquals(List.of(), messages(parsed.diagnostics()), text);
    Parsed<List<TypedRunbook>> checked =
        new Checker(StandardLibrary.load(), new ParsedSql(), Checker.Siblings.NONE)
            .check(parsed.tree());
    assertEquals(List.of(), messages(checked.diagnostics()), text);
    TypedRunbook runbook = checked.tree().get(0);
    return Planner.plan(runbook, Arguments.read(runbook, Map.of()));
  }

  private static List<String> messages(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(it -> it.span() + ": " + it.message()).toList();
  }

  /** A step begins: what comes with that happens to the world. */
  void begins(String step, World world) {
    Misfortune misfortune = misfortunes.get(step);
    if (misfortune != null) {
      misfortune.befall(world);
    }
  }

  /** As it is shown to who has to find out what was different. */
  @Override
  public String toString() {
    return text
        + misfortunes.entrySet().stream()
            .map(it -> "// when step %s starts: %s%n".formatted(it.getKey(), it.getValue().words()))
            .sorted()
            .collect(Collectors.joining())
        + denied.stream().map(it -> "// denied: " + it + "\n").collect(Collectors.joining());
  }
}
