package io.godel.runbook.byhand;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What remains of a plan, as commands for a person. */
final class ByHandTest {
  private static final Path EXPECTED = Path.of("tests/src/test/resources/byhand");

  private static List<String> script(String runbook, Optional<String> scenario) {
    Path file = Path.of("runbooks", runbook + ".runbook");
    TypedRunbook typed = new Project().check(file).tree().get(0);
    Plan plan = Planner.plan(typed, Arguments.read(typed, Map.of()));
    Map<String, String> known = Map.of("PG_REPLICA", "host=replica dbname=godel");
    return ByHand.of(plan, scenario, known, SoFar.NOTHING, step -> step.name().equals("fence"));
  }

  @Test
  void whatTouchesTheWorldHasACommand() {
    Set<String> outside =
        StandardLibrary.load().actions().values().stream()
            .filter(action -> action.form() == Action.Form.NATIVE)
            .filter(action -> action.effect() != Effect.PURE && !action.module().equals("core"))
            .map(Action::qualifiedName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(outside, new TreeSet<>(ByHand.actions()));
  }

  @Test
  void theRestOfAScenarioReadsAsCommands() throws IOException {
    golden("failover.sh", script("database-failover", Optional.of("failover")));
  }

  private static void golden(String file, List<String> lines) throws IOException {
    String actual = String.join("\n", lines) + "\n";
    Path expected = EXPECTED.resolve(file);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(expected, actual);
    }
    assertEquals(Files.readString(expected), actual, "-Dgolden.rewrite=true writes it anew");
  }

  private static Plan begun() {
    TypedRunbook typed = new Project().check(EXPECTED.resolve("begun.runbook")).tree().get(0);
    return Planner.plan(typed, Arguments.read(typed, Map.of()));
  }

  @Test
  void whatIsSavedCanBeAppliedWheneverAndWhatWasNotSetIsNotSet() throws IOException {
    golden(
        "begun.sh", ByHand.of(begun(), Optional.empty(), Map.of(), SoFar.NOTHING, step -> false));
  }

  /** What a run saw before it acted cannot be looked at once it has. */
  @Test
  void aRunKnowsWhatItHasSeenAndDone() throws IOException {
    Plan plan = begun();
    Node.Step step = (Node.Step) plan.scenarios().get(0).body().get(0);
    List<Notice> story =
        List.of(
            seen(plan.assess().get(0), manifest()),
            seen(plan.assess().get(1), new Value.None()),
            seen(step.body().get(0), new Value.Str("it's info")),
            seen(step.body().get(0), new Value.Str("debug")),
            called(step.body().get(1)),
            ended(step.body().get(1), new Outcome.Done(new Value.Unit())),
            called(step.body().get(2)),
            ended(step.body().get(2), new Outcome.Unknown("no answer")));

    golden(
        "begun-run.sh",
        ByHand.of(plan, Optional.of("change"), Map.of(), SoFar.of(story), it -> false));
  }

  private static Value manifest() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("kind", new Value.Str("ConfigMap"));
    fields.put("name", new Value.Str("settings"));
    fields.put("uid", new Value.Str("u1"));
    fields.put("yaml", new Value.Str("kind: ConfigMap\ndata:\n  LEVEL: info\n"));
    return new Value.Fields("k8s.Manifest", fields);
  }

  private static Notice seen(Node node, Value value) {
    return new Notice.Observed(node.id(), "it", value);
  }

  private static Notice called(Node node) {
    return new Notice.CallStarted(node.id(), "c", "a", Map.of(), "a", 1);
  }

  private static Notice ended(Node node, Outcome outcome) {
    return new Notice.CallEnded(node.id(), "c", "a", outcome, Duration.ZERO);
  }

  /** A person pastes line by line: nothing may be left open. */
  @ParameterizedTest
  @ValueSource(strings = {"database-failover", "redis-outage", "agent-storm"})
  void aShellUnderstandsEveryLine(String runbook) throws Exception {
    String script = String.join("\n", script(runbook, Optional.empty()));
    // What the reader has to put there is no word of a shell yet.
    Process shell =
        new ProcessBuilder("bash", "-n", "-c", script.replaceAll("<[^<>\n]*>", "there"))
            .redirectErrorStream(true)
            .start();

    assertEquals("", new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, shell.waitFor());
  }
}
