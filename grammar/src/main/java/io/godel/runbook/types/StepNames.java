package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.syntax.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of a runbook's scenarios and steps, and who speaks of them. */
final class StepNames {
  private final Findings findings;
  private final Map<String, Name> scenarios = new LinkedHashMap<>();
  private final Map<String, Name> steps = new LinkedHashMap<>();
  private final List<Turn> turns = new ArrayList<>();
  private Optional<Name> inside = Optional.empty();

  /** From one scenario to another. */
  private record Turn(Optional<Name> from, Name to) {}

  StepNames(Findings findings) {
    this.findings = findings;
  }

  void scenario(Name name) {
    unique(scenarios, name, "scenario");
  }

  /** Steps have names of their own in the whole runbook, so that `--deny STEP` says which. */
  void step(Name name) {
    unique(steps, name, "step");
  }

  private void unique(Map<String, Name> known, Name name, String kind) {
    Name before = known.putIfAbsent(name.text(), name);
    if (before != null) {
      findings.add(
          Diagnostic.error(
                  Code.NAME_TWICE, name.span(), "there is a %s `%s` already".formatted(kind, name))
              .label(before.span(), "the first one"));
    }
  }

  /** What is checked next stands in that scenario. */
  void enter(Name scenario) {
    inside = Optional.of(scenario);
  }

  void leave() {
    inside = Optional.empty();
  }

  void usesScenario(Name name) {
    turns.add(new Turn(inside, name));
  }

  /** Whether there is such a step; reported when there is none. */
  boolean demandStep(Name name) {
    return demand(steps, name, Code.UNKNOWN_STEP, "step");
  }

  /** Whether there is such a scenario; reported when there is none. */
  boolean demandScenario(Name name) {
    return demand(scenarios, name, Code.UNKNOWN_SCENARIO, "scenario");
  }

  /** Once all scenarios are known. */
  void demandUsed() {
    turns.forEach(turn -> demandScenario(turn.to()));
    turns.stream().filter(this::comesBack).findFirst().ifPresent(this::endless);
  }

  private boolean comesBack(Turn turn) {
    return turn.from().isPresent() && leads(turn.to().text(), turn.from().get().text());
  }

  /** Turning from one scenario to the next has to come to an end. */
  private void endless(Turn turn) {
    findings.add(
        Diagnostic.error(
                Code.CYCLE,
                turn.to().span(),
                "from `%s` the run can come back to `%s`, and so go on for ever"
                    .formatted(turn.to(), turn.from().orElseThrow()))
            .help("abort instead, or turn to a scenario that turns to no other"));
  }

  private boolean leads(String from, String to) {
    Set<String> reached = new LinkedHashSet<>(Set.of(from));
    for (int i = 0; i < scenarios.size(); i++) {
      for (Turn turn : turns) {
        if (turn.from().isPresent() && reached.contains(turn.from().get().text())) {
          reached.add(turn.to().text());
        }
      }
    }
    return reached.contains(to);
  }

  /** Whether a run can turn from one scenario to another. */
  boolean turns() {
    return !turns.isEmpty();
  }

  private boolean demand(Map<String, Name> known, Name name, Code code, String kind) {
    if (known.containsKey(name.text())) {
      return true;
    }
    Diagnostic unknown =
        Diagnostic.error(code, name.span(), "there is no %s `%s`".formatted(kind, name));
    findings.add(
        Suggestion.nearest(name.text(), known.keySet())
            .map(near -> unknown.help("did you mean `" + near + "`?"))
            .orElse(unknown));
    return false;
  }
}
