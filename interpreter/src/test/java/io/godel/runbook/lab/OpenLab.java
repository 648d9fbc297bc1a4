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
import java.util.function.Consumer;

/** Labs for tests, and clients for them. */
final class OpenLab {
  static final String INTERN = "intern";

  private static final String PLATFORM =
      """
      starts: 2026-11-23T03:00:00Z
      kubernetes:
        namespace: godel
        nodes: {node-1: {}, node-2: {}}
        configmaps:
          godel-config: {DATABASE_HOST: postgres, DATABASE_PORT: "5432", DATABASE_POOL_SIZE: "20"}
        deployments:
          godel-api:
            {replicas: 3, configmaps: [godel-config], startup: 3s, crashes_with: {BROKEN: "yes"}}
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
      """;

  private OpenLab() {}

  static Lab open(double speed) throws IOException {
    return open(speed, asked -> {});
  }

  /**
   * @param requests is told of each request
   */
  static Lab open(double speed, Consumer<Lab.Asked> requests) throws IOException {
    Parsed<Optional<WorldFile>> file = WorldFile.read(new SourceFile("platform.yaml", PLATFORM));
    assertEquals(List.of(), file.diagnostics().stream().map(Diagnostic::message).toList());
    return Lab.open(
        file.tree().orElseThrow().make(0),
        new Lab.Options(0, speed, List.of(INTERN), requests),
        InstantSource.system().instant());
  }

  static KubernetesClient client(Lab lab, String user) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(lab.kubeconfig("lab", user)))
        .build();
  }
}
