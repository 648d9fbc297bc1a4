package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What other systems are told to run does what they expect, with the real launcher. */
final class IntegrationsTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  @TempDir Path path;
  private LintFolder folder;

  private record Ended(int exitCode, String said) {}

  @BeforeEach
  void write() throws IOException {
    folder = new LintFolder(path);
    folder.only(LintFolder.ONLY_UNUSED);
    folder.write("runbooks/example.runbook", LintFolder.UNUSED);
  }

  private static JsonNode yaml(String file) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return new ObjectMapper().valueToTree(yaml.load(Files.readString(HOME.resolve(file))));
  }

  private Ended run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(path.toFile());
    builder.environment().putAll(environment);
    String old = builder.environment().get("PATH");
    builder.environment().put("PATH", HOME + File.pathSeparator + old);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  /** The hook's program lies in the root of its repository, and is handed the files. */
  @Test
  void theHooksOfPreCommit() throws Exception {
    for (JsonNode hook : yaml(".pre-commit-hooks.yaml")) {
      assertEquals("script", hook.get("language").asText());
      assertTrue(Pattern.compile(hook.get("files").asText()).matcher("a/b.runbook").find());
      List<String> command = new ArrayList<>(List.of(hook.get("entry").asText().split(" ")));
      assertTrue(Files.isExecutable(HOME.resolve(command.get(0))), command.toString());
      command.set(0, HOME.resolve(command.get(0)).toString());
      command.add("runbooks/example.runbook");
      Ended ended = run(Map.of(), command.toArray(String[]::new));
      boolean lints = hook.get("id").asText().equals("runbook-lint");
      assertEquals(lints ? 3 : 0, ended.exitCode(), ended.said());
      assertEquals(lints, ended.said().contains("L0307"), ended.said());
    }
  }

  @Test
  void theActionOfGithub() throws Exception {
    JsonNode action = yaml("action.yml");
    JsonNode step = action.at("/runs/steps/0");
    Map<String, String> values =
        Map.of(
            "RUNBOOK", HOME.resolve("runbook").toString(),
            "PATHS", "runbooks",
            "MAX_WARNINGS", action.at("/inputs/max-warnings/default").asText(),
            "SARIF", "found.sarif",
            "GITHUB_STEP_SUMMARY", path.resolve("summary.md").toString());
    List<String> named = new ArrayList<>();
    step.get("env").properties().forEach(it -> named.add(it.getKey()));
    assertTrue(values.keySet().containsAll(named), named.toString());
    Ended ended = run(values, "bash", "-e", "-c", step.get("run").asText());
    assertEquals(3, ended.exitCode(), ended.said());
    assertTrue(
        ended.said().contains("::warning file=runbooks/example.runbook,line=10"), ended.said());
    assertTrue(Files.readString(path.resolve("found.sarif")).contains("\"L0307\""));
    assertTrue(Files.readString(path.resolve("summary.md")).contains("| warning | L0307 |"));
  }

  @Test
  void theTemplateOfGitlab() throws Exception {
    JsonNode job = yaml("ci/gitlab.yml").get("runbook-lint");
    List<String> lines = new ArrayList<>();
    job.get("variables")
        .properties()
        .forEach(it -> lines.add(it.getKey() + "='" + it.getValue().asText() + "'"));
    job.get("script").forEach(line -> lines.add(line.asText()));
    Ended ended = run(Map.of(), "bash", "-e", "-c", String.join("\n", lines));
    assertEquals(3, ended.exitCode(), ended.said());
    Path report = path.resolve(job.at("/artifacts/reports/junit").asText());
    assertTrue(Files.readString(report).contains("L0307"));
  }
}
