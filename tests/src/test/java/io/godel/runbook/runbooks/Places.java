package io.godel.runbook.runbooks;

import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.TypedRunbook;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The places of a runbook, as its README names them. */
final class Places {
  private static final List<String> PARTS =
      List.of("metadata", "assess", "recovered", "afterwards");

  private Places() {}

  static Set<String> scenarios(TypedRunbook runbook) {
    Set<String> names = new TreeSet<>();
    runbook.tree().items(Decl.Scenario.class).forEach(it -> names.add(it.name().text()));
    return names;
  }

  /** Each as {@code scenario/step}. */
  static Set<String> steps(TypedRunbook runbook) {
    Set<String> names = new TreeSet<>();
    for (Decl.Scenario scenario : runbook.tree().items(Decl.Scenario.class)) {
      steps(scenario.body()).forEach(it -> names.add(scenario.name() + "/" + it.name()));
    }
    return names;
  }

  static Set<String> all(TypedRunbook runbook) {
    Set<String> places = new TreeSet<>(PARTS);
    places.addAll(scenarios(runbook));
    places.addAll(steps(runbook));
    return places;
  }

  private static Stream<Stmt.Step> steps(List<Stmt> body) {
    return body.stream().flatMap(Places::steps);
  }

  private static Stream<Stmt.Step> steps(Stmt statement) {
    if (statement instanceof Stmt.Step step) {
      return Stream.of(step);
    }
    if (statement instanceof Stmt.For it) {
      return steps(it.body());
    }
    if (statement instanceof Stmt.Parallel it) {
      return steps(it.body());
    }
    if (statement instanceof Stmt.Block it) {
      return steps(it.body());
    }
    return statement instanceof Stmt.If it
        ? Stream.concat(steps(it.whenTrue()), steps(it.whenFalse()))
        : Stream.empty();
  }
}
