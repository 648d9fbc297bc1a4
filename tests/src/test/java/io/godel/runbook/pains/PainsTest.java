package io.godel.runbook.pains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Ran;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

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

  @Test // pain 3, pain 4
  void everyActionOfTheLibraryHasAModel() {
    Optional<WorldFile> world = Project.world(Path.of(FAILOVER), "healthy").tree();
    Set<String> modelled = world.orElseThrow().make(0).actions().keySet();
    Set<String> declared =
        StandardLibrary.load().actions().values().stream()
            .filter(action -> action.form() == Action.Form.NATIVE)
            .filter(action -> action.effect() != Effect.PURE)
            .map(Action::qualifiedName)
            .collect(Collectors.toCollection(TreeSet::new));
    declared.removeAll(modelled);
    declared.remove("core.now");
    assertEquals(Set.of(), declared);
  }

  /** A simulation that could not carry something out says so, and never takes it for done. */
  @Test // pain 4
  void whatAWorldCannotCarryOutIsRefused() throws IOException {
    Path runbook =
        write(
            "small.runbook",
            """
            use http
            runbook small "Small" {
              scenario only "Only" when true { step look "Look" { guard "it is there" true } }
              recovered {
                verify "it works" http.fetch("http://localhost/").status == 200
                  within 10s every 5s
              }
            }
            """);
    Path world = write("empty.yaml", "description: nothing at all\n");
    Ran ran = Ran.runbook("simulate", runbook.toString(), "--world", world.toString());
    assertEquals(1, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("nothing that could carry out http.fetch"), ran.all());
  }

  /** What an earlier step does is seen by a later one: a check mode could not see it. */
  @Test // pain 1
  void laterStepsSeeWhatEarlierOnesDid() {
    Ran ran = Ran.runbook("simulate", FAILOVER, "--world", "corrupted");
    assertEquals(0, ran.exitCode(), ran.all());
    int deleted = ran.out().indexOf("do          k8s.delete_claim");
    int restored = ran.out().indexOf("do          backup.restore");
    assertTrue(0 < deleted && deleted < restored, ran.out());
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

  /** The model knows what an undo forgot, and what no verification of the author asked for. */
  @Test // pain 12
  void anUndoThatForgetsSomethingIsTold() throws IOException {
    Path runbook =
        write(
            "forgets.runbook",
            """
            use k8s
            runbook forgets "Forgets" {
              let api = k8s.deployment("godel-api", in: "godel")
              scenario only "Only" when k8s.exists(api) {
                step grow "Grow" {
                  do     k8s.scale(api, replicas: 5)
                  verify "there are more" api.replicas == 5 within 1m every 5s
                  undo {
                    do     k8s.scale(api, replicas: 4)
                    verify "there are fewer" api.replicas == 4 within 1m every 5s
                  }
                }
                step stop "Stop" { guard "never" api.replicas == 9 }
              }
              recovered { verify "ready" k8s.ready(api) within 5m every 5s }
            }
            """);
    Ran ran = Ran.runbook("simulate", runbook.toString(), "-w", "runbooks/worlds/healthy.yaml");
    assertEquals(1, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("deployment godel-api replicas: 3 → 4"), ran.out());
    assertTrue(ran.out().contains("an undo brings less back"), ran.out());
  }

  /** Every call went well, and nothing became better: that is no success. */
  @Test // pain 20, guarantee 10
  void callsThatSucceedProveNothing() {
    Ran ran = Ran.runbook("simulate", FAILOVER, "-w", "repointing-changes-nothing");
    assertEquals(4, ran.exitCode(), ran.all());
    assertFalse(ran.out().contains("not done ("), ran.out());
  }

  /** A limit that is lower than what would be hit leaves everything as it is. */
  @Test // pain 24
  void moreThanTheLimitIsNotTouched() {
    Ran ran = Ran.runbook("simulate", FAILOVER, "-w", "pool-exhausted", "-p", "max_ended=5");
    assertEquals(1, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("6 <= 5"), ran.out());
    assertTrue(ran.out().contains("Nothing is changed"), ran.out());
  }
}
