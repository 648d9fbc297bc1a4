package io.godel.runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The hosts that the model knows by name have Services in the lab, with their pods behind them. */
final class LabServicesTest {
  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        nodes: {node-1: {}}
        deployments:
          godel-api: {replicas: 2}
          other: {}
        statefulsets:
          postgres: {labels: {app: db, role: first}}
          postgres-replica: {labels: {app: db, role: second}}
          redis: {replicas: 0}
      postgres:
        primary: {pod: postgres-0, host: postgres}
        replica: {pod: postgres-replica-0, host: replica-host, follows: primary}
      redis: {redis: {}}
      application: {workload: godel-api}
      """;

  private static List<String> pods(KubernetesClient client, Service service) {
    return client
        .pods()
        .inNamespace("godel")
        .withLabels(service.getSpec().getSelector())
        .list()
        .getItems()
        .stream()
        .map(Pod::getMetadata)
        .map(it -> it.getName().replaceAll("-[0-9a-f]+-[a-z0-9]+$", ""))
        .toList();
  }

  @Test
  void aHostHasAService() throws IOException {
    WorldFile file = WorldFile.read(new SourceFile("world.yaml", WORLD)).tree().orElseThrow();
    Lab.Options options = new Lab.Options(0, 1, List.of());
    try (Lab lab = Lab.open(file.make(0), options, InstantSource.system().instant());
        KubernetesClient client = OpenLab.client(lab, Lab.ADMIN)) {
      TreeMap<String, String> found = new TreeMap<>();
      for (Service service : client.services().inNamespace("godel").list().getItems()) {
        found.put(
            service.getMetadata().getName(),
            service.getSpec().getPorts().get(0).getPort() + " " + pods(client, service));
      }
      assertEquals(
          "{godel-api=3001 [godel-api, godel-api], postgres=5432 [postgres-0],"
              + " redis=6379 [], replica-host=5432 [postgres-replica-0]}",
          found.toString());
    }
  }
}
