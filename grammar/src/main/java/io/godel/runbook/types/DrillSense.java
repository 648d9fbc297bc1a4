package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds drills that expect what no run of the runbook can show. */
final class DrillSense {
  private final StepNames names;
  private final Findings findings;
  private final Map<String, Stmt.Step> steps = new LinkedHashMap<>();
  private final Map<String, Name> scenarioOf = new LinkedHashMap<>();

  DrillSense(Decl.Runbook tree, StepNames names, Findings findings) {
    this.names = names;
    this.findings = findings;
    for (Decl.Scenario scenario : tree.items(Decl.Scenario.class)) {
      scenario.body().forEach(statement -> collect(statement, scenario.name()));
    }
  }

  private void collect(Stmt statement, Name scenario) {
    if (statement instanceof Stmt.Step step) {
      steps.putIfAbsent(step.name().text(), step);
      scenarioOf.putIfAbsent(step.name().text(), scenario);
    }
    Acts.inner(statement).forEach(block -> block.forEach(inner -> collect(inner, scenario)));
  }

  void check(Decl.Drill drill) {
    List<Decl.ExpectScenario> expected = new ArrayList<>();
    for (Decl.DrillItem item : drill.items()) {
      if (item instanceof Decl.Deny it) {
        asks(it.step(), "denied");
      } else if (item instanceof Decl.Silence it) {
        asks(it.step(), "left without an answer");
      } else if (item instanceof Decl.ExpectStep it) {
        state(it);
      } else if (item instanceof Decl.ExpectScenario it) {
        expected.add(it);
      }
    }
    if (expected.size() > 1) {
      findings.add(
          wrong(expected.get(1).span(), "a run has one scenario, and this drill expects two")
              .label(expected.get(0).span(), "the first one"));
    } else if (expected.size() == 1 && !names.turns()) {
      drill.items().stream()
          .filter(Decl.ExpectStep.class::isInstance)
          .forEach(item -> within((Decl.ExpectStep) item, expected.get(0)));
    }
  }

  private static Diagnostic wrong(Span span, String message) {
    return Diagnostic.error(Code.DRILL_WRONG, span, message);
  }

  private void asks(Name name, String what) {
    Stmt.Step step = steps.get(name.text());
    if (step != null && !asks(step.body())) {
      findings.add(
          wrong(name.span(), "the step `" + name + "` asks nobody, so nothing can be " + what)
              .label(step.name().span(), "no `approve` and no `manual` in it"));
    }
  }

  private static boolean asks(List<Stmt> body) {
    return body.stream()
        .anyMatch(
            it ->
                it instanceof Stmt.Approve
                    || it instanceof Stmt.Manual
                    || it instanceof Stmt.Undo undo && asks(undo.body())
                    || it instanceof Stmt.OnFailure failure && asks(failure.body())
                    || Acts.inner(it).stream().anyMatch(DrillSense::asks));
  }

  private void state(Decl.ExpectStep expected) {
    Optional.ofNullable(steps.get(expected.step().text()))
        .flatMap(step -> why(step, expected.state().text()))
        .ifPresent(
            why ->
                findings.add(
                    wrong(
                        expected.state().span(),
                        "the step `%s` can never be %s: %s"
                            .formatted(expected.step(), expected.state(), why))));
  }

  /** Why the step cannot end like that. */
  private static Optional<String> why(Stmt.Step step, String state) {
    boolean undoes = step.body().stream().anyMatch(Stmt.Undo.class::isInstance);
    return switch (state) {
      case "undone", "undo_failed" ->
          undoes ? Optional.empty() : Optional.of("it has no `undo { … }`");
      case "kept" ->
          step.body().stream().anyMatch(Stmt.UndoKeep.class::isInstance)
              ? Optional.empty()
              : Optional.of("it has no `undo keep`");
      case "skipped" ->
          StepShape.canBeSkipped(step.body())
              ? Optional.empty()
              : Optional.of("nothing in it says `else skip`");
      default -> Optional.empty();
    };
  }

  private void within(Decl.ExpectStep expected, Decl.ExpectScenario scenario) {
    Name home = scenarioOf.get(expected.step().text());
    if (home != null
        && !home.text().equals(scenario.scenario().text())
        && !expected.state().text().equals("pending")) {
      findings.add(
          wrong(
                  expected.step().span(),
                  "the step `%s` belongs to the scenario `%s`".formatted(expected.step(), home))
              .label(scenario.span(), "this drill expects another one"));
    }
  }
}
