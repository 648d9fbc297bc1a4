package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.syntax.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of a runbook's scenarios and steps, and who speaks of them. */
final class StepNames {
  private final Findings findings;
  private final Map<String, Name> scenarios = new LinkedHashMap<>();
  private final Map<String, Name> steps = new LinkedHashMap<>();
  private final List<Name> used = new ArrayList<>();

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

  void usesScenario(Name name) {
    used.add(name);
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
    used.forEach(this::demandScenario);
  }

  /** Whether a run can turn from one scenario to another. */
  boolean turns() {
    return !used.isEmpty();
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
