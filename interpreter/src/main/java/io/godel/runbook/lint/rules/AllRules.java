package io.godel.runbook.lint.rules;

import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.SuppressionRules;
import io.godel.runbook.lint.rules.flow.FlowRules;
import io.godel.runbook.lint.rules.operations.OperationsRules;
import io.godel.runbook.lint.rules.safety.SafetyRules;
import io.godel.runbook.lint.rules.security.SecurityRules;
import io.godel.runbook.lint.rules.style.StyleRules;
import io.godel.runbook.lint.rules.verification.VerificationRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules that there are. */
public final class AllRules {
  private AllRules() {}

  /** By code. */
  public static List<Rule> list() {
    return Stream.of(
            SuppressionRules.list(),
            SafetyRules.list(),
            VerificationRules.list(),
            FlowRules.list(),
            OperationsRules.list(),
            SecurityRules.list(),
            StyleRules.list())
        .flatMap(List::stream)
        .toList();
  }

  /** The rule with the code that people quote so, in capitals or not. */
  public static Optional<Rule> find(String id) {
    return list().stream().filter(rule -> rule.id().equalsIgnoreCase(id)).findFirst();
  }
}
