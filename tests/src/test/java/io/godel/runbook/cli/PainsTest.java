package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.ExplainPage;
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
import org.junit.jupiter.params.provider.EnumSource;

/** What users of other systems suffered, as a user of this one would meet it. */
final class PainsTest {
  private static final Path SHIPPED = Path.of("runbooks/database-failover.runbook");

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
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
    assertEquals(ExitCode.FAILED, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("nothing that could carry out http.fetch"), ran.all());
  }

  @Test // pain 3, pain 4
  void everyActionOfTheLibraryHasAModel() {
    Optional<WorldFile> world = Project.world(SHIPPED, "healthy").tree();
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

  /** What an earlier step does is seen by a later one: a check mode could not see it. */
  @Test // pain 1
  void laterStepsSeeWhatEarlierOnesDid() {
    Ran ran = Ran.runbook("simulate", SHIPPED.toString(), "--world", "corrupted");
    assertEquals(ExitCode.OK, ran.exitCode(), ran.all());
    int deleted = ran.out().indexOf("do          k8s.delete_claim");
    int restored = ran.out().indexOf("do          backup.restore");
    assertTrue(0 < deleted && deleted < restored, ran.out());
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
    assertEquals(ExitCode.FAILED, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("deployment godel-api replicas: 3 → 4"), ran.out());
    assertTrue(ran.out().contains("an undo brings less back"), ran.out());
  }

  /** Every call went well, and nothing became better: that is no success. */
  @Test // pain 20, guarantee 10
  void callsThatSucceedProveNothing() {
    Ran ran = Ran.runbook("simulate", SHIPPED.toString(), "-w", "repointing-changes-nothing");
    assertEquals(ExitCode.PERSON_NEEDED, ran.exitCode(), ran.all());
    assertFalse(ran.out().contains("not done ("), ran.out());
  }

  /** A misspelt argument is found before anything runs. */
  @Test // pain 6, pain 18
  void aMisspeltArgumentIsFoundByTheCheck() throws IOException {
    String text = Files.readString(SHIPPED).replace("tail: 100", "tial: 100");
    String alone = text.substring(0, text.indexOf("  // Drills:")) + "}\n";
    Path copy = write("copy.runbook", alone.replaceAll("(?m)^  related .*\n", ""));
    Ran ran = Ran.runbook("check", copy.toString());
    assertEquals(ExitCode.TEXT_HAS_ERRORS, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("E0314"), ran.out());
    assertTrue(ran.out().contains("did you mean `tail`"), ran.out());
  }

  /** A limit that is lower than what would be hit leaves everything as it is. */
  @Test // pain 24
  void moreThanTheLimitIsNotTouched() {
    Ran ran =
        Ran.runbook("simulate", SHIPPED.toString(), "-w", "pool-exhausted", "-p", "max_ended=5");
    assertEquals(ExitCode.FAILED, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("6 <= 5"), ran.out());
    assertTrue(ran.out().contains("Nothing is changed"), ran.out());
  }

  /** The tests stand beside the procedure, and machines can read what became of them. */
  @Test // pain 25
  void drillsAreToldToMachines() {
    Ran ran = Ran.runbook("test", SHIPPED.toString(), "--json");
    assertEquals(ExitCode.OK, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("\"passed\" : true"), ran.out());
  }

  /** A text that checks has none of these; each is an error, and not a warning. */
  @ParameterizedTest // guarantee 1
  @EnumSource(
      names = {
        "UNKNOWN_NAME",
        "UNKNOWN_ARGUMENT",
        "WRONG_TYPE",
        "ACTS_IN_READING_PLACE",
        "NOT_VERIFIED",
        "NOT_APPROVED",
        "EVIDENCE_MISSING",
        "EVIDENCE_DEAD",
        "UNBOUNDED"
      })
  void whatTypeChecksHasNoneOfThese(Code code) throws IOException {
    String wrong = ExplainPage.of(code).wrong().orElseThrow().text();
    Ran ran = Ran.runbook("check", write("wrong.runbook", wrong).toString());
    assertEquals(ExitCode.TEXT_HAS_ERRORS, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("error[" + code.id() + "]"), ran.out());
  }
}
