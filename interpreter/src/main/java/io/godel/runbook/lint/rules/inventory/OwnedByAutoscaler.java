package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.KubernetesObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.value.Value;
import java.util.Optional;

/**
 * An autoscaler puts the number of replicas back within seconds; at 0 it leaves it (Kubernetes,
 * <i>HorizontalPodAutoscaler</i>).
 */
final class OwnedByAutoscaler extends InventoryRule {
  OwnedByAutoscaler() {
    super("L0711", Severity.WARNING, "a workload is scaled that an autoscaler owns");
  }

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment act : response.acts()) {
        Moment.Call call = act.call().orElseThrow();
        if (call.is("k8s.scale")) {
          Optional<KubernetesObject> scaler =
              call.argument("workload")
                  .flatMap(subject.known()::handle)
                  .flatMap(it -> Kinds.workload(it, inventory))
                  .flatMap(inventory::autoscaler);
          Optional<Value> replicas = call.argument("replicas").flatMap(subject.known()::value);
          if (scaler.isPresent()
              && replicas.orElse(null) instanceof Value.Int count
              && count.value() > 0
              && !isHeld(response, act, scaler.get(), subject.known())) {
            findings.add(told(act, scaler.get(), count.value()));
          }
        }
      }
    }
  }

  private Diagnostic told(Moment act, KubernetesObject scaler, long count) {
    int least = scaler.tree().number("spec", "minReplicas").orElse(1);
    int most = scaler.tree().number("spec", "maxReplicas").orElse(Integer.MAX_VALUE);
    boolean outside = count < least || count > most;
    return at(act.place(), "`" + scaler.name() + "` takes this back within seconds")
        .label(
            scaler.span(),
            outside ? "it wants from " + least + " to " + most : "it owns the workload")
        .help("change its bounds: `do k8s.set_bounds(…)`");
  }

  private static boolean isHeld(
      Outline.Response response, Moment act, KubernetesObject scaler, Known known) {
    return response.acts().stream()
        .filter(it -> it.dominates(act) && it.call().orElseThrow().is("k8s.set_bounds"))
        .flatMap(it -> it.call().orElseThrow().argument("scaler").flatMap(known::handle).stream())
        .map(it -> new Spoken.Mention(it, act.span()))
        .anyMatch(it -> it.name().equals(Optional.of(scaler.name())));
  }
}
