package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;
import java.util.HashSet;
import java.util.Set;

/** In a namespace that is not there nothing is found, and every look says so by an error. */
final class UnknownNamespace extends InventoryRule {
  UnknownNamespace() {
    super("L0701", Severity.ERROR, "a namespace is not there");
  }

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    Set<String> known = inventory.namespaces();
    Set<String> told = new HashSet<>();
    for (Spoken.Mention mention : spoken.mentions()) {
      mention
          .namespace()
          .filter(name -> !known.contains(name) && told.add(name))
          .ifPresent(
              name ->
                  findings.add(
                      Near.help(
                          at(mention.span(), "there is no namespace `" + name + "`"),
                          name,
                          known)));
    }
  }
}
