package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.WorkloadObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** No pods is an answer like any other: a check over none of them is green. */
final class SelectorMatchesNothing extends InventoryRule {
  SelectorMatchesNothing() {
    super("L0703", Severity.ERROR, "a selector matches the pods of no workload");
  }

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (Term.Invoke call : spoken.calls()) {
      Optional<String> selector = spoken.text(call, "selector");
      Optional<String> namespace = spoken.text(call, "in");
      if (Spoken.is(call, "k8s.pods")
          && selector.isPresent()
          && namespace.filter(inventory.namespaces()::contains).isPresent()
          && inventory.workloads(namespace.get()).noneMatch(it -> matches(selector.get(), it))) {
        findings.add(
            at(
                    spoken.argument(call, "selector").orElseThrow().span(),
                    "`" + selector.get() + "` matches the pods of no workload")
                .help("the labels are those of the pod templates, and not of the workloads"));
      }
    }
  }

  private static boolean matches(String selector, WorkloadObject workload) {
    return Arrays.stream(selector.split(",")).allMatch(it -> holds(it, workload.labels()));
  }

  private static boolean holds(String requirement, Map<String, String> labels) {
    String[] unequal = requirement.split("!=", -1);
    if (unequal.length > 1) {
      return !unequal[1].equals(labels.get(unequal[0]));
    }
    String[] equal = requirement.split("==?", -1);
    return equal.length > 1 && equal[1].equals(labels.get(equal[0]));
  }
}
