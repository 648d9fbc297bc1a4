package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.WorkloadObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Variables from a ConfigMap reach a container only when it starts (Kubernetes, <i>ConfigMaps:
 * mounted ConfigMaps are updated automatically</i>, which variables are not).
 */
final class ReaderNotRestarted extends InventoryRule {
  ReaderNotRestarted() {
    super(
        "L0712",
        Severity.WARNING,
        "a setting is changed, and a workload that reads it at its start goes on with the old one");
  }

  private static final Set<String> RESTARTS =
      Set.of("k8s.rollout_restart", "k8s.set_variable", "k8s.set_memory_limit", "k8s.apply");

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment act : response.acts()) {
        if (act.call().orElseThrow().is("k8s.patch")) {
          check(act, response, subject, findings);
        }
      }
    }
  }

  private void check(Moment act, Outline.Response response, Subject subject, Findings findings) {
    Inventory inventory = subject.inventory().orElseThrow();
    Optional<Spoken.Mention> config =
        act.call()
            .orElseThrow()
            .argument("config")
            .flatMap(subject.known()::handle)
            .map(it -> new Spoken.Mention(it, act.span()));
    if (config.flatMap(Spoken.Mention::name).isEmpty()
        || config.flatMap(Spoken.Mention::namespace).isEmpty()) {
      return;
    }
    Set<WorkloadObject> restarted = restarted(act, response, subject, inventory);
    List<WorkloadObject> readers =
        inventory
            .workloads(config.get().namespace().get())
            .filter(it -> it.readsAtStart(config.get().name().get()))
            .toList();
    if (!readers.isEmpty() && readers.stream().noneMatch(restarted::contains)) {
      String names =
          readers.stream()
              .map(it -> it.object().kind() + " " + it.object().name())
              .collect(Collectors.joining(", "));
      findings.add(
          at(act.place(), "nothing restarts what reads this at its start: " + names)
              .help("restart it afterwards: `do k8s.rollout_restart(…)`"));
    }
  }

  private static Set<WorkloadObject> restarted(
      Moment act, Outline.Response response, Subject subject, Inventory inventory) {
    return response.acts().stream()
        .filter(it -> it.order() > act.order())
        .map(it -> it.call().orElseThrow())
        .filter(it -> RESTARTS.contains(it.action().qualifiedName()))
        .flatMap(it -> it.arguments().stream())
        .flatMap(it -> subject.known().handle(it).stream())
        .flatMap(it -> Kinds.workload(it, inventory).stream())
        .collect(Collectors.toSet());
  }
}
