package io.godel.runbook.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of manifests and rule files, and what is said of those that cannot be. */
final class InventoryReaderTest {
  private static Parsed<Inventory> of(String text) {
    return InventoryReader.of(List.of(new SourceFile("manifest.yaml", text)));
  }

  @Test
  void severalDocumentsListsAndWhatHelmWrites() {
    Inventory inventory =
        of("""
            ---
            # Source: chart/templates/nothing.yaml
            ---
            kind: Service
            metadata: {name: db, namespace: shop}
            ---
            kind: List
            items:
              - kind: ConfigMap
                metadata: {name: settings, namespace: shop}
            ---
            kind: DeploymentList
            items:
              - metadata: {name: api, namespace: shop}
                spec: {replicas: 2}
            """)
            .tree();
    assertTrue(inventory.find("Service", "shop", "db").isPresent());
    assertTrue(inventory.find("ConfigMap", "shop", "settings").isPresent());
    assertEquals(
        Optional.of(2),
        inventory.workload("Deployment", "shop", "api").map(WorkloadObject::replicas));
    assertEquals(Set.of("shop"), inventory.namespaces());
  }

  @Test
  void whatAnObjectLeavesOutIsEmpty() {
    Inventory inventory = of("kind: Deployment\nmetadata: {name: api}\nspec: oops\n").tree();
    WorkloadObject api = inventory.workload("Deployment", "default", "api").orElseThrow();
    assertEquals(1, api.replicas());
    assertEquals(List.of(), api.containers());
  }

  @Test
  void theClaimsOfASetHaveItsOrdinals() {
    Inventory inventory =
        of("""
            kind: StatefulSet
            metadata: {name: db, namespace: shop}
            spec:
              replicas: 2
              volumeClaimTemplates: [{metadata: {name: data}}]
            """)
            .tree();
    assertEquals(Set.of("data-db-0", "data-db-1"), inventory.claims("shop"));
  }

  @Test
  void alertsOfRuleFilesOfObjectsAndOfConfigMaps() {
    Inventory inventory =
        of("""
            groups: [{name: a, rules: [{alert: One}, {record: "x:y", expr: z}]}]
            ---
            kind: PrometheusRule
            metadata: {name: rules}
            spec: {groups: [{name: b, rules: [{alert: Two}]}]}
            ---
            kind: ConfigMap
            metadata: {name: files}
            data:
              rules.yaml: |
                groups: [{name: c, rules: [{alert: Three}]}]
            """)
            .tree();
    assertEquals(
        List.of("One", "Two", "Three"),
        inventory.alerts().stream().map(Inventory.Alert::name).toList());
  }

  @Test
  void aTemplateIsToldWhatItHasToBecome() {
    Parsed<Inventory> read = of("kind: Service\nmetadata: {name: {{ .Values.name }}}\n");
    assertEquals(1, read.diagnostics().size());
    assertTrue(read.diagnostics().get(0).helps().get(0).contains("helm template"));
  }

  @Test
  void whatIsNoYamlHasAPlace() {
    Parsed<Inventory> read = of("kind: [\n");
    assertEquals(1, read.diagnostics().size());
    assertEquals("manifest.yaml", read.diagnostics().get(0).span().source().name());
  }

  @Test
  void aFolderIsReadWithAllBelowIt(@TempDir Path folder) throws IOException {
    Path below = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(below.resolve("one.yml"), "kind: Service\nmetadata: {name: db}\n");
    Files.writeString(
        below.resolve("two.json"), "{\"kind\": \"Service\", \"metadata\": {\"name\": \"q\"}}");
    Files.writeString(below.resolve("README.md"), "kind: none");
    Inventory inventory = InventoryReader.read(List.of(folder)).tree();
    assertEquals(2, inventory.of("Service", "default").count());
    assertThrows(IOException.class, () -> InventoryReader.read(List.of(folder.resolve("none"))));
  }
}
