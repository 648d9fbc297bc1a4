package io.godel.runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Labs for tests, and clients for them. */
final class OpenLab {
  static final String PLATFORM =
      """
      starts: 2026-11-23T03:00:00Z
      kubernetes:
        namespace: godel
        nodes: {node-1: {}, node-2: {}}
        configmaps:
          godel-config: {DATABASE_HOST: postgres, DATABASE_PORT: "5432", DATABASE_POOL_SIZE: "20"}
        deployments:
          godel-api: {replicas: 3, configmaps: [godel-config], startup: 3s}
        statefulsets:
          postgres:
            labels: {app.kubernetes.io/name: postgres, app.kubernetes.io/component: database}
            claim_template: postgres-storage
            claim_size: 16MiB
            startup: 2s
            log: [database system is ready to accept connections]
        autoscalers:
          godel-api-hpa: {target: godel-api, min: 3, max: 5}
        ingresses:
          godel-ingress: {annotations: {rate: "100"}}
      postgres:
        primary: {host: postgres, pod: postgres-0}
      application:
        workload: godel-api
        public_host: api.godel.local
      """;

  private OpenLab() {}

  static LabOptions options() {
    return LabOptions.of(InstantSource.system());
  }

  static Lab open(LabOptions options) throws IOException {
    Parsed<Optional<WorldFile>> file =
        WorldFile.read(new SourceFile("platform.yaml", PLATFORM));
    assertEquals(List.of(), file.diagnostics().stream().map(Diagnostic::message).toList());
    return Lab.open(file.tree().orElseThrow().make(0), options);
  }

  static KubernetesClient client(Lab lab, String user) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(lab.kubeconfig(user)))
        .build();
  }

  static KubernetesClient client(Lab lab) {
    return client(lab, LabOptions.ADMIN);
  }
}
