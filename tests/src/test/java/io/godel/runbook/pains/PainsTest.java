package io.godel.runbook.pains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Ran;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users of other systems suffered from, and what a whole command line answers here. */
final class PainsTest {
  private static final String FAILOVER = "runbooks/database-failover.runbook";

  private static final String RIGHT =
      """
      use k8s

      runbook example "An example" {
        param bold: Bool = false
        let api    = k8s.deployment("godel-api", in: "godel")
        let config = k8s.configmap("godel-config", in: "godel")

        scenario again "The API hangs" {
          step restart "Start the API again" {
            do     k8s.rollout_restart(api)
            verify "every pod is new" k8s.rollout_done(api) within 5m every 10s
            undo {
              do     k8s.patch(config, data: { "DATABASE_HOST": "postgres" })
              verify "it is set" k8s.data(config)["DATABASE_HOST"] == "postgres"
                within 1m every 5s
            }
          }
        }

        recovered { verify "the API is ready" k8s.ready(api) within 5m every 10s }
      }
      """;

  @TempDir Path folder;

  private Ran command(String name, String text, String... more) throws IOException {
    Path file = folder.resolve("example.runbook");
    Files.writeString(file, text);
    String[] all = new String[more.length + 2];
    all[0] = name;
    all[1] = file.toString();
    System.arraycopy(more, 0, all, 2, more.length);
    return Ran.runbook(all);
  }

  /** A rehearsal looks for real, and what cannot be seen chooses no branch. */
  @Test
  void aRehearsalTakesTheBranchThatWhatItSawChooses() { // pain 1
    Ran ran = Ran.runbook("simulate", FAILOVER, "--world", "node-lost");
    assertTrue(ran.out().contains("up is not known"), ran.all());
    assertFalse(ran.out().contains("do          k8s.scale"), ran.all());
    Ran other = Ran.runbook("simulate", FAILOVER, "--world", "pool-exhausted");
    assertTrue(other.out().contains("Scenario pool_exhausted"), other.all());
  }

  /** The simulated world knows every action of the library: none is passed over in silence. */
  @Test
  void everyNativeActionHasAModel() { // pain 3, pain 4
    List<Action> actions =
        StandardLibrary.load().actions().values().stream()
            .filter(action -> action.form() == Action.Form.NATIVE)
            .filter(action -> action.effect() != Effect.PURE)
            .toList();
    assertTrue(actions.size() > 50, "only " + actions.size());
    for (Action action : actions) {
      String fault = "on call 99 of " + action.qualifiedName() + ": timeout";
      Ran ran = Ran.runbook("simulate", FAILOVER, "--world", "healthy", "--fault", fault);
      assertFalse(ran.all().contains("has no action"), ran.all());
    }
  }

  /** What other systems find out in the middle of a run is an error of the text. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k8s.rollout_restart(api) | k8s.rollout_restart()                | E0309",
        "k8s.rollout_restart(api) | k8s.rollout_restart(api, force: true) | E0314",
        "k8s.rollout_restart(api) | k8s.rollout_restart(config)          | E0301",
        "param bold: Bool = false | param bold: Bool = \"false\"         | E0301",
        "k8s.ready(api)           | k8s.redy(api)                        | E0205",
      })
  void whatIsWrongIsFoundBeforeTheRun(String right, String wrong, String code)
      throws IOException { // guarantee 1, pain 6, pain 18
    assertEquals(0, command("check", RIGHT).exitCode());
    Ran ran = command("check", RIGHT.replace(right, wrong));
    assertEquals(3, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("error[" + code + "]"), ran.all());
  }

  @Test
  void falseInQuotesIsNoBool() throws IOException { // guarantee 1, pain 18
    assertEquals(0, command("plan", RIGHT, "-p", "bold=true").exitCode());
    Ran ran = command("plan", RIGHT, "-p", "bold=\"false\"");
    assertEquals(2, ran.exitCode(), ran.all());
    assertTrue(ran.err().contains("is no Bool"), ran.all());
  }

  /** A call that came back proves nothing: a step that acts has to look. */
  @Test
  void nothingIsDoneWithoutAVerification() throws IOException { // guarantee 1, pain 20
    Ran ran = command("check", RIGHT.replaceFirst("(?m)^ *verify \"every pod.*$", ""));
    assertEquals(3, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("error[E0404]"), ran.all());
  }

  /** The plan says what it needs, what only an undo needs included. */
  @Test
  void theWayBackNeedsItsPermissionsToo() throws IOException { // pain 23
    String forward = RIGHT.replaceFirst("(?s)undo \\{.*?\\n      \\}", "undo none because \"no\"");
    assertFalse(command("plan", forward).out().contains("patch configmaps"));
    Ran ran = command("plan", RIGHT);
    assertTrue(ran.out().contains("patch configmaps"), ran.all());
    assertTrue(ran.out().contains("get configmaps"), ran.all());
  }

  /** A link to a procedure that is not there is an error, and drills answer machines too. */
  @Test
  void aDeadLinkIsAnError() throws IOException { // pain 25
    String dead = RIGHT.replace("param bold", "related no_such_runbook\n  param bold");
    Ran ran = command("check", dead, "--json");
    assertEquals(3, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("\"code\" : \"E0210\""), ran.all());
    assertTrue(Ran.runbook("test", FAILOVER, "--json").out().contains("\"passed\" : true"));
  }
}
