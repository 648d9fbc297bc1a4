package io.godel.runbook.conformance;

import static io.godel.runbook.conformance.KubernetesValues.claim;
import static io.godel.runbook.conformance.KubernetesValues.config;
import static io.godel.runbook.conformance.KubernetesValues.copy;
import static io.godel.runbook.conformance.KubernetesValues.deployment;
import static io.godel.runbook.conformance.KubernetesValues.object;
import static io.godel.runbook.conformance.KubernetesValues.set;

import io.godel.runbook.value.Value;
import java.util.List;

/** What plans speak of. */
final class PlanObjects {
  static final Value.Handle CONFIG = config("godel-config");
  static final Value.Handle SCALER = object("Autoscaler", "godel-api-hpa");

  static final List<Value.Handle> WORKLOADS =
      List.of(
          deployment("godel-api"),
          deployment("godel-godelboard"),
          deployment("postgres-exporter"),
          deployment("nobody"),
          set("postgres"),
          set("postgres-replica"),
          deployment("ill"),
          deployment("fussy"),
          deployment("resting"),
          deployment("slow"),
          set("trio"),
          set("redis"));

  static final List<Value.Handle> OTHERS =
      List.of(
          CONFIG,
          SCALER,
          object("Ingress", "godel-ingress"),
          claim("postgres-storage-postgres-0"),
          claim("data-trio-0"),
          claim("data-trio-2"),
          copy("copy"));

  private PlanObjects() {}
}
