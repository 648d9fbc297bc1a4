package io.godel.runbook.byhand;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.eval.Env;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return ByHand.of(plan, scenario, known, Env.EMPTY, step -> step.name().equals("fence"));
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
    String actual = String.join("\n", script("database-failover", Optional.of("failover"))) + "\n";
    Path expected = EXPECTED.resolve("failover.sh");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(expected, actual);
    }
    assertEquals(Files.readString(expected), actual, "-Dgolden.rewrite=true writes it anew");
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
