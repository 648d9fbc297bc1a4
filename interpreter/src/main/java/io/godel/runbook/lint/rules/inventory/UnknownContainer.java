package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Container;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.WorkloadObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is set on a container that is not there is refused, or set on nothing. */
final class UnknownContainer extends InventoryRule {
  UnknownContainer() {
    super("L0705", Severity.ERROR, "a workload has no such container");
  }

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (Term.Invoke call : spoken.calls()) {
      Optional<String> container = spoken.text(call, "container");
      Optional<WorkloadObject> workload =
          spoken.thing(call, "workload").flatMap(it -> Kinds.workload(it.handle(), inventory));
      if (container.isPresent() && workload.isPresent()) {
        Set<String> known =
            workload.get().containers().stream().map(Container::name).collect(Collectors.toSet());
        if (!known.contains(container.get())) {
          findings.add(
              Near.help(
                  at(
                      spoken.argument(call, "container").orElseThrow().span(),
                      "`%s` has no container `%s`"
                          .formatted(workload.get().object().name(), container.get())),
                  container.get(),
                  known));
        }
      }
    }
  }
}
