package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Container;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.KubernetesObject;
import io.godel.runbook.inventory.WorkloadObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.value.Value;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A setting counts once for every pod that reads it, and an autoscaler may start many. */
final class PoolTooLarge extends InventoryRule {
  PoolTooLarge() {
    super(
        "L0714",
        Severity.WARNING,
        "the pools of all pods together ask for more connections than the server has");
  }

  /** PostgreSQL manual, 20.3.1. */
  private static final int MAX_CONNECTIONS = 100;

  private static final Pattern POOL =
      Pattern.compile("(.*_)?(POOL_(SIZE|MAX)|MAX_CONNECTIONS|POOL_MAX_SIZE)");
  private static final Pattern DATABASE =
      Pattern.compile("(.*/)?(postgres|postgresql|bitnami-postgresql)([:@].*)?");
  private static final Pattern ARGUMENT = Pattern.compile("(?:-c\\s*)?max_connections=([0-9]+)");

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    if (asksTheServer(spoken, subject.known())) {
      return;
    }
    for (ConfigKeys.Key key : ConfigKeys.of(spoken, subject.known())) {
      if (POOL.matcher(key.name()).matches()) {
        check(key, inventory, findings);
      }
    }
  }

  /** A runbook that looks how many there may be decides by what it sees. */
  private static boolean asksTheServer(Spoken spoken, Known known) {
    return spoken.calls().stream()
        .anyMatch(
            call ->
                Spoken.is(call, "pg.setting")
                    && known
                        .value(call.arguments().get(1))
                        .equals(Optional.of(new Value.Str("max_connections"))));
  }

  private void check(ConfigKeys.Key key, Inventory inventory, Findings findings) {
    Optional<KubernetesObject> config = key.configMap(inventory);
    Optional<Integer> size =
        key.value().filter(it -> it.matches("[0-9]{1,6}")).map(Integer::valueOf);
    if (config.isEmpty() || size.isEmpty()) {
      return;
    }
    String namespace = config.get().namespace();
    Optional<Integer> room = room(namespace, inventory);
    int pods =
        inventory
            .workloads(namespace)
            .filter(it -> it.readsAtStart(config.get().name()))
            .mapToInt(it -> most(it, inventory))
            .sum();
    if (room.isPresent() && (long) size.get() * pods > room.get()) {
      findings.add(
          at(
                  key.span(),
                  "%d connections for each of up to %d pods are %d, and the server has %d"
                      .formatted(size.get(), pods, (long) size.get() * pods, room.get()))
              .help(
                  "look at `pg.setting(…, \"max_connections\")` and at the number of pods first"));
    }
  }

  private static int most(WorkloadObject workload, Inventory inventory) {
    return inventory
        .autoscaler(workload)
        .flatMap(it -> it.tree().number("spec", "maxReplicas"))
        .orElse(workload.replicas());
  }

  private static Optional<Integer> room(String namespace, Inventory inventory) {
    return inventory
        .workloads(namespace)
        .flatMap(it -> it.containers().stream())
        .filter(it -> DATABASE.matcher(it.image()).matches())
        .map(PoolTooLarge::configured)
        .findFirst();
  }

  private static int configured(Container container) {
    Matcher argument = ARGUMENT.matcher(String.join(" ", container.arguments()));
    return argument.find() ? Integer.parseInt(argument.group(1)) : MAX_CONNECTIONS;
  }
}
