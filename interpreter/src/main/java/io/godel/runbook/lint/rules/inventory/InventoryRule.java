package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;

/** A rule that compares with what is really there, and is silent where nobody has said that. */
abstract class InventoryRule extends Rule {
  InventoryRule(String id, Severity severity, String summary) {
    super(id, severity, summary);
  }

  @Override
  public final void check(Subject subject, Findings findings) {
    subject
        .inventory()
        .ifPresent(inventory -> check(subject, inventory, Spoken.of(subject), findings));
  }

  /**
   * @param spoken what the runbook speaks of
   */
  abstract void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings);
}
