package io.godel.runbook.drill;

import io.godel.runbook.engine.Notice;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Explanation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.WorldFacts;
import io.godel.runbook.simulation.WorldLook;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.TypedRunbook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Compares what a drill expects with what came. */
final class Expectations {
  private static final String NO_SCENARIO = "none";

  private final TypedRunbook runbook;
  private final Simulation.Result run;
  private final List<DrillResult.Failure> failures = new ArrayList<>();

  Expectations(TypedRunbook runbook, Simulation.Result run) {
    this.runbook = runbook;
    this.run = run;
  }

  List<DrillResult.Failure> failures() {
    return failures;
  }

  void check(Decl.DrillItem item) {
    if (item instanceof Decl.ExpectScenario it) {
      equal(it.span(), it.scenario().text(), scenario());
    } else if (item instanceof Decl.ExpectNoScenario it) {
      equal(it.span(), NO_SCENARIO, scenario());
    } else if (item instanceof Decl.ExpectStep it) {
      equal(it.span(), it.state().text(), word(run.state().step(it.step().text())));
    } else if (item instanceof Decl.ExpectNoCall it) {
      noCall(it);
    } else if (item instanceof Decl.ExpectCount it) {
      equal(it.span(), Long.toString(it.count()), Long.toString(count(it.what().text())));
    } else if (item instanceof Decl.ExpectWord it) {
      String outcome = word(run.ending().kind());
      String why = run.ending().reason().isEmpty() ? "" : ": " + run.ending().reason();
      equal(it.span(), it.word().text(), outcome, outcome + why);
    } else if (item instanceof Decl.ExpectFlag it) {
      unchanged(it.span());
    } else if (item instanceof Decl.ExpectCondition it) {
      condition(it);
    }
  }

  private void equal(Span span, String expected, String found) {
    equal(span, expected, found, found);
  }

  private void equal(Span span, String expected, String found, String shown) {
    if (!expected.equals(found)) {
      fail(span, "it was " + shown);
    }
  }

  private void fail(Span span, String but) {
    failures.add(new DrillResult.Failure(span.toString(), span.text(), but));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The last one that was chosen: a runbook may turn to another. */
  private String scenario() {
    return run.told(Notice.ScenarioChosen.class)
        .map(Notice.ScenarioChosen::scenario)
        .reduce((first, last) -> last)
        .orElse(NO_SCENARIO);
  }

  private void noCall(Decl.ExpectNoCall none) {
    String action = none.action().stream().map(Name::text).collect(Collectors.joining("."));
    run.told(Notice.CallStarted.class)
        .filter(call -> call.action().equals(action))
        .findFirst()
        .ifPresent(call -> fail(none.span(), "there was " + call.shown()));
  }

  private long count(String what) {
    return switch (what) {
      case "approvals" ->
          run.told(Notice.ApprovalDecided.class).filter(it -> it.approved()).count();
      case "acting_calls" -> run.told(Notice.CallStarted.class).count();
      case "undone" ->
          run.told(Notice.StepEnded.class)
              .filter(step -> step.state() == Notice.StepState.UNDONE)
              .count();
      default -> throw new AssertionError("nobody counts " + what);
    };
  }

  private void unchanged(Span span) {
    if (!run.changes().isEmpty()) {
      fail(
          span,
          run.changes().stream()
              .map(WorldFacts.Change::toString)
              .collect(Collectors.joining("; ")));
    }
  }

  private void condition(Decl.ExpectCondition expected) {
    Term term = runbook.facts().term(expected.condition());
    WorldLook look = new WorldLook(run.world(), new Evaluator(runbook.library()));
    if (look.truth(term, run.state().settings()) == Truth.TRUE) {
      return;
    }
    Explanation explanation = look.explain(term, run.state().settings());
    String parts =
        explanation.parts().stream()
            .map(part -> part.text() + " is " + part.value())
            .collect(Collectors.joining(", "));
    fail(expected.span(), parts.isEmpty() ? "it does not hold" : parts);
  }
}
