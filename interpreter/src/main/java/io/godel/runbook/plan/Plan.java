package io.godel.runbook.plan;

import io.godel.runbook.source.Span;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is going to happen, as data: made once from a text, its parameters and the library, shown,
 * approved, and run as it is.
 *
 * @param title the runbook's title
 * @param arguments the parameters with the values that they have for this plan
 * @param settings the values of the whole runbook, looked at when the run starts, in order
 * @param assess the read-only look at the world that scenarios are chosen by
 * @param recovered what shows, after a scenario, that the platform works again
 * @param afterwards follow-up work for the report
 * @param library the actions that the terms speak of
 * @param bound how long a run can take at most, all waits and all people included
 * @param hash the SHA-256 of what the plan says, in hexadecimal; see {@link PlanJson}
 */
public record Plan(
    String runbook,
    String title,
    List<Argument> arguments,
    List<Node> settings,
    List<Invariant> invariants,
    List<Node> assess,
    List<Scenario> scenarios,
    List<Node> recovered,
    List<Term> afterwards,
    Library library,
    Duration bound,
    String hash) {

  public Plan {
    arguments = List.copyOf(arguments);
    settings = List.copyOf(settings);
    invariants = List.copyOf(invariants);
    assess = List.copyOf(assess);
    scenarios = List.copyOf(scenarios);
    recovered = List.copyOf(recovered);
    afterwards = List.copyOf(afterwards);
  }

  /** With the bounds of its scenarios and of the whole. */
  Plan within(PlanBounds bounds) {
    List<Scenario> bounded =
        scenarios.stream().map(each -> each.within(bounds.of(each.name()))).toList();
    return with(bounded, bounds.whole(), hash);
  }

  Plan withHash(String known) {
    return with(scenarios, bound, known);
  }

  private Plan with(List<Scenario> responses, Duration longest, String known) {
    return new Plan(
        runbook,
        title,
        arguments,
        settings,
        invariants,
        assess,
        responses,
        recovered,
        afterwards,
        library,
        longest,
        known);
  }

  /**
   * @param given whether the operator gave the value; otherwise it is the default
   */
  public record Argument(Variable variable, Value value, boolean given) {}

  /** Must hold in every state of a run. */
  public record Invariant(String id, Term what, Term condition, Span span) {}

  /**
   * One response.
   *
   * @param when none for a scenario that only an operator or another scenario can choose
   * @param bound how long its steps, their undo and the scenarios that it turns to take at most
   */
  public record Scenario(
      String id,
      String name,
      Term title,
      Optional<Term> when,
      List<Node> body,
      Duration bound,
      Span span) {
    public Scenario {
      body = List.copyOf(body);
    }

    Scenario within(Duration known) {
      return new Scenario(id, name, title, when, body, known, span);
    }
  }

  /** The same plan, shown with one of its scenarios alone. */
  public Plan only(String scenario) {
    List<Scenario> one = scenarios.stream().filter(it -> it.name().equals(scenario)).toList();
    return with(one, bound, hash);
  }

  /** The names of all steps, in the order of the text. */
  public Set<String> stepNames() {
    Set<String> names = new LinkedHashSet<>();
    scenarios.forEach(
        scenario -> Steps.in(scenario.body()).forEach(step -> names.add(step.name())));
    return names;
  }

  public Optional<Scenario> scenario(String name) {
    return scenarios.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
  }
}
