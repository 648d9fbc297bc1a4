package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;

/** A key that nobody has set is mostly one that nobody reads: the patch changes nothing. */
final class UnknownSetting extends InventoryRule {
  UnknownSetting() {
    super("L0704", Severity.WARNING, "a ConfigMap has no such key");
  }

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (ConfigKeys.Key key : ConfigKeys.of(spoken, subject.known())) {
      key.configMap(inventory)
          .map(it -> it.tree().map("data").keySet())
          .filter(known -> !known.contains(key.name()))
          .ifPresent(
              known ->
                  findings.add(
                      Near.help(
                          at(key.span(), "the ConfigMap has no key `" + key.name() + "`"),
                          key.name(),
                          known)));
    }
  }
}
