package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Container;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.WorkloadObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;
import java.util.HashSet;
import java.util.Set;

/**
 * Probes and ports that cannot match make pods that are never ready; a runbook that waits for them
 * fails.
 */
final class PortNotDeclared extends InventoryRule {
  PortNotDeclared() {
    super("L0713", Severity.NOTE, "a probe asks a port that its container does not declare");
  }

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    Set<WorkloadObject> told = new HashSet<>();
    for (Spoken.Mention mention : spoken.mentions()) {
      Kinds.workload(mention.handle(), inventory)
          .filter(told::add)
          .ifPresent(workload -> check(mention, workload, findings));
    }
  }

  private void check(Spoken.Mention mention, WorkloadObject workload, Findings findings) {
    for (Container container : workload.containers()) {
      container.probed().stream()
          .filter(port -> !container.declares(port))
          .findFirst()
          .ifPresent(
              port ->
                  findings.add(
                      at(
                              mention.span(),
                              "a probe of `%s` asks port %s, which `%s` does not declare"
                                  .formatted(workload.object().name(), port, container.name()))
                          .label(workload.object().span(), "in this manifest")
                          .help("mend the manifest, or do not wait for its pods to be ready")));
    }
  }
}
