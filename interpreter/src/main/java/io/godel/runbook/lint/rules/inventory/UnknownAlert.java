package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import java.util.List;

/** Whoever is called by another name does not find the runbook. */
final class UnknownAlert extends InventoryRule {
  UnknownAlert() {
    super("L0710", Severity.WARNING, "no rule can raise an alert that the runbook is for");
  }

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    if (inventory.alerts().isEmpty()) {
      return;
    }
    List<String> known = inventory.alerts().stream().map(Inventory.Alert::name).distinct().toList();
    for (Decl.Alert alert : subject.tree().items(Decl.Alert.class)) {
      String name = alert.name().plain();
      if (!known.contains(name)) {
        findings.add(
            Near.help(
                at(alert.name().span(), "no alert rule has the name `" + name + "`"), name, known));
      }
    }
  }
}
