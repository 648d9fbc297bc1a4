package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles that a runbook needs for looks that name no object. */
final class RbacCommandTest {
  @TempDir Path folder;

  /** The rules of the first of these roles. */
  private List<String> rules(String kind, String look) throws Exception {
    Path file = folder.resolve("looks.runbook");
    Files.writeString(
        file,
        """
        use k8s

        runbook looks "Looks" {
          let set = k8s.statefulset("db", in: "godel")
          assess { let seen = %s }
          scenario nothing "Nothing" { abort "nothing is done" }
          recovered { verify "it is there" k8s.exists(set) within 1m every 5s }
        }
        """
            .formatted(look));
    Ran ran = Ran.runbook("rbac", file.toString(), "--namespace", "godel");
    assertEquals(0, ran.exitCode(), ran.all());
    String role = ran.out().substring(ran.out().indexOf("\nkind: " + kind + "\n"));
    return role.substring(0, role.indexOf("---"))
        .lines()
        .filter(it -> it.startsWith("- "))
        .toList();
  }

  @Test
  void theMachinesOfTheClusterTakeThePodsOfAllNamespaces() throws Exception {
    List<String> rules = rules("ClusterRole", "k8s.nodes()");
    assertTrue(
        rules.contains("- {apiGroups: [\"\"], resources: [pods], verbs: [list]}"),
        rules.toString());
    assertTrue(
        rules.contains("- {apiGroups: [\"\"], resources: [nodes], verbs: [list]}"),
        rules.toString());
    assertTrue(rules("Role", "k8s.nodes()").stream().noneMatch(it -> it.contains("[pods]")));
  }

  @Test
  void theLogOfAPodTakesTheRightToFindItsContainer() throws Exception {
    List<String> rules = rules("Role", "k8s.logs([set.pod()])");
    assertTrue(
        rules.contains("- {apiGroups: [\"\"], resources: [pods/log], verbs: [get]}"),
        rules.toString());
    assertTrue(
        rules.contains("- {apiGroups: [\"\"], resources: [pods], verbs: [list]}"),
        rules.toString());
  }
}
