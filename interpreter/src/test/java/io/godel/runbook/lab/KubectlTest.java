package io.godel.runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that engineers type, on a lab, where kubectl is installed. */
final class KubectlTest {
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path folder;
  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    boolean installed =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(each -> Files.isExecutable(Path.of(each).resolve("kubectl")));
    assumeTrue(installed, "kubectl is not installed");
    lab = OpenLab.open(50);
    Files.writeString(folder.resolve("config"), lab.kubeconfig("lab", Lab.ADMIN));
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private record Ran(int code, String text) {}

  private Ran kubectl(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", folder.resolve("config").toString());
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    return new Ran(process.exitValue(), text);
  }

  private String done(String... args) throws IOException, InterruptedException {
    Ran ran = kubectl(args);
    assertEquals(0, ran.code(), ran.text());
    return ran.text();
  }

  @Test
  void podsAreShownAsRows() throws Exception {
    String pods = done("get", "pods");
    assertTrue(pods.lines().findFirst().orElse("").matches("NAME +READY +STATUS +RESTARTS +AGE"));
    assertTrue(pods.contains("postgres-0"), pods);
  }

  @Test
  void aRolloutIsAwaited() throws Exception {
    done("rollout", "restart", "deployment/godel-api");
    String status = done("rollout", "status", "deployment/godel-api", "--timeout=20s");
    assertTrue(status.contains("successfully rolled out"), status);
    done("scale", "statefulset/postgres", "--replicas=0");
    done("wait", "--for=delete", "pod/postgres-0", "--timeout=20s");
  }

  @Test
  void aManifestIsAppliedInBothWays() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: mine, namespace: godel}
            data: {a: "1"}
            """);
    assertTrue(done("apply", "-f", file.toString()).contains("created"));
    assertTrue(done("apply", "-f", file.toString()).contains("unchanged"));
    assertTrue(done("apply", "--server-side", "-f", file.toString()).contains("applied"));
    Files.writeString(file, Files.readString(file).replace("\ndata:", "\ndato:"));
    Ran wrong = kubectl("apply", "-f", file.toString());
    assertEquals(1, wrong.code());
    assertTrue(wrong.text().contains("unknown field \"dato\""), wrong.text());
    assertTrue(done("delete", "configmap", "mine").contains("deleted"));
  }

  @Test
  void whatAManifestNamesNoMoreGoesAndWhatOthersHaveSetStays() throws Exception {
    Path file = folder.resolve("mine.yaml");
    for (List<String> way : List.of(List.<String>of(), List.of("--server-side"))) {
      Files.writeString(file, settings("a: \"1\", b: \"2\""));
      apply(way, file);
      done("patch", "configmap", "mine", "--type=merge", "-p", "{\"data\":{\"c\":\"3\"}}");
      Files.writeString(file, settings("a: \"1\""));
      apply(way, file);
      assertEquals(
          "{\"a\":\"1\",\"c\":\"3\"}",
          done("get", "configmap", "mine", "-o", "jsonpath={.data}"),
          way.toString());
      done("delete", "configmap", "mine");
    }
  }

  private static String settings(String data) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: mine, namespace: godel}
        data: {%s}
        """
        .formatted(data);
  }

  private void apply(List<String> way, Path file) throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of("apply", "-f", file.toString()));
    args.addAll(way);
    done(args.toArray(String[]::new));
  }

  @Test
  void whoMayWhatIsAsked() throws Exception {
    assertEquals("yes\n", done("auth", "can-i", "patch", "deployments/scale"));
    Files.writeString(folder.resolve("config"), lab.kubeconfig("lab", OpenLab.INTERN));
    assertEquals("no\n", kubectl("auth", "can-i", "get", "pods").text());
    Ran refused = kubectl("get", "pods");
    assertEquals(1, refused.code());
    assertTrue(refused.text().contains("Forbidden"), refused.text());
  }

  @Test
  void programsLogsAndUse() throws Exception {
    assertEquals("hi\n", done("exec", "postgres-0", "--", "echo", "hi"));
    Ran missing = kubectl("exec", "postgres-0", "--", "nothing");
    assertTrue(missing.text().contains("executable file not found"), missing.text());
    assertEquals(
        "database system is ready to accept connections\n", done("logs", "postgres-0", "--tail=1"));
    assertTrue(done("top", "pods").contains("100m"));
    assertTrue(done("describe", "deployment", "godel-api").contains("NewReplicaSet:"));
    assertTrue(
        done("patch", "configmap", "godel-config", "--type=merge", "-p", "{\"data\":{\"A\":\"1\"}}")
            .contains("patched"));
  }
}
