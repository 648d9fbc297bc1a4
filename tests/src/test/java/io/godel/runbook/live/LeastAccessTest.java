package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The roles that {@code runbook rbac} writes: enough for the run, and each of them needed. */
final class LeastAccessTest {
  private static final String FAILOVER = "runbooks/database-failover.runbook";

  @TempDir Path folder;
  private LivePlatform platform;

  @BeforeEach
  void open() throws Exception {
    platform = new LivePlatform(folder, "healthy", 20);
    String profile = Files.readString(platform.profile());
    Files.writeString(
        platform.profile(), profile.replace("[admin]", "[\"" + LivePlatform.RUNNER + "\"]"));
    platform.primary.execute(
        "godel", "CREATE ROLE plain LOGIN PASSWORD '" + LivePlatform.PASSWORD + "'");
    platform.replica.awaitAnswer(
        "godel", "SELECT count(*) FROM pg_roles WHERE rolname = 'plain'", "1");
    platform.losePrimary();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private String roles() {
    Ran rbac = platform.runbook("rbac", FAILOVER, "--target", platform.profile().toString());
    assertEquals(0, rbac.exitCode(), rbac.all());
    return rbac.out();
  }

  private void allow(String yaml) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    for (Object document : new Yaml().loadAll(yaml)) {
      if (mapper.valueToTree(document) instanceof ObjectNode object) {
        String group =
            object.path("apiVersion").asText().contains("/") ? "rbac.authorization.k8s.io" : "";
        String kind = object.path("kind").asText().toLowerCase(java.util.Locale.ROOT) + "s";
        platform.lab.keep(group, kind, object);
      }
    }
    platform.actAs(LivePlatform.RUNNER);
  }

  @Test
  void withTheRolesThatAreWrittenTheRunbookRuns() throws Exception {
    allow(roles());
    Ran run = platform.run("--yes-to", "promote");
    assertEquals(0, run.exitCode(), run.all());
  }

  private Ran check() {
    return platform.runbook("rbac", FAILOVER, "--check", "--target", platform.profile().toString());
  }

  @Test
  void whatIsAllowedCanBeAskedWithoutARun() throws Exception { // pain 23
    allow(roles());
    Ran all = check();
    assertEquals(0, all.exitCode(), all.all());
    assertEquals("all that the plan needs is allowed\n", all.out());

    allow(
        roles()
            .lines()
            .filter(line -> !line.contains("resources: [deployments/scale]"))
            .reduce("", (a, b) -> a + b + "\n"));
    Ran less = check();
    assertEquals(1, less.exitCode(), less.all());
    assertEquals(
        """
        not all that the plan needs is allowed:
          get deployments/scale of apps in godel
          patch deployments/scale of apps in godel
        """,
        less.out());
    assertEquals(List.of(), platform.lab.written());
  }

  @Test
  void whatIsMissingIsNamedBeforeAnythingIsDone() throws Exception { // pain 23
    for (String missing :
        List.of("resources: [deployments/scale]", "resources: [volumesnapshots]")) {
      String less =
          roles()
              .lines()
              .filter(line -> !line.contains(missing))
              .reduce("", (a, b) -> a + b + "\n");
      allow(less);
      Ran run = platform.run("--yes-to", "promote");
      assertEquals(1, run.exitCode(), run.all());
      assertTrue(run.err().contains("may not do all that the plan needs"), run.err());
      assertTrue(
          run.err().contains(missing.substring(missing.indexOf('[') + 1, missing.indexOf(']'))),
          run.err());
      assertEquals(List.of(), platform.lab.written());
    }
  }

  @Test
  void whatIsMissingOnAServerIsNamedBeforeAnythingIsDone() throws Exception { // pain 23
    allow(roles());
    String profile = Files.readString(platform.profile());
    Files.writeString(platform.profile(), profile.replace("user: postgres", "user: plain"));

    Ran run = platform.run("--yes-to", "promote");
    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.err().contains("postgres `replica`: EXECUTE pg_promote"), run.err());
    assertTrue(run.err().contains("postgres `replica`: pg_monitor"), run.err());
    assertEquals(List.of(), platform.lab.written());
    assertEquals("t", platform.replica.ask("godel", "SELECT pg_is_in_recovery()"));
  }
}
