package io.godel.runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanSchemaTest;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.plan.Plans;
import io.godel.runbook.project.Project;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved plan is run once, and only while all that it was made of is as it was. */
class PlanFileTest { // pain 21
  private static final Project PROJECT = new Project(Plans.library());
  private static final Map<String, String> PARAMS = Map.of("token", "hunter2", "many", "5");
  private static final Map<String, String> SECRET = Map.of("token", "hunter2");
  private static final Map<String, String> FACTS =
      Map.of("cluster", "11-22", "postgres system_identifier", "7301");
  private static final String TEXT =
      """
      use k8s
      runbook grow "Grow" {
        param token: Secret<String>
        param many: Int where it < 9 = 3
        let api = k8s.deployment("api", in: "x")
        scenario main "Main" when not api.ready {
          call settle()
          step s "S" {
            do k8s.scale(api, many)
            verify "it is ready" api.ready within 1m every 5s
            undo keep because "so"
          }
        }
        recovered { verify "it is ready" api.ready within 1m every 5s }
      }
      """;
  private static final String PART =
      """
      use k8s
      runbook settle "Settle" {
        let api = k8s.deployment("api", in: "x")
        scenario main "Main" when not api.ready {
          step p "P" { manual "Look" by "sre" within 1h }
        }
        recovered { verify "it is ready" api.ready within 1m every 5s }
      }
      """;

  @TempDir Path folder;
  private Path file;
  private StateHome home;
  private PlanFile saved;

  @BeforeEach
  void save() throws Exception {
    file = Files.writeString(folder.resolve("grow.runbook"), TEXT);
    Files.writeString(folder.resolve("settle.runbook"), PART);
    home = new StateHome(folder.resolve("state"));
    saved = PlanFile.read(Files.writeString(folder.resolve("plan.json"), json().toString()));
  }

  private ObjectNode json() {
    TypedRunbook runbook = PROJECT.check(file).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, PARAMS));
    RunIds ids = new RunIds(InstantSource.fixed(Instant.EPOCH), new Random(7));
    return PlanFile.write(ids, file, runbook, plan, PARAMS, Optional.of("main"), FACTS);
  }

  private PlanCheck check(Map<String, String> params, Map<String, String> facts)
      throws StateException {
    return PlanCheck.of(saved, home, PROJECT, params, facts);
  }

  private void differs(String... expected) throws StateException {
    PlanCheck check = check(SECRET, FACTS);
    assertEquals(List.of(expected), check.differences().stream().map(Object::toString).toList());
    assertTrue(check.made().isEmpty());
  }

  private void change(Path text, String from, String to) throws IOException {
    Files.writeString(text, Files.readString(text).replace(from, to));
  }

  @Test
  void isAPlanLikeAnyOther() {
    assertEquals(List.of(), PlanSchemaTest.objections(json()));
    assertFalse(json().toString().contains("hunter2"));
  }

  @Test
  void isRunWhereEverythingIsAsItWas() throws StateException {
    PlanCheck check = check(SECRET, FACTS);
    assertEquals(List.of(), check.differences());
    assertEquals(saved.hash(), check.made().orElseThrow().plan().hash());
    assertEquals(PARAMS, check.made().orElseThrow().params());
    assertEquals(Optional.of("main"), saved.scenario());
  }

  @Test
  void aCommentIsNoChange() throws StateException, IOException {
    change(file, "param token", "/// Shown nowhere.\n  param token");
    assertEquals(List.of(), check(SECRET, FACTS).differences());
  }

  @Test
  void aTextThatHasChangedIsNamed() throws StateException, IOException {
    change(file, "within 1m", "within 2m");
    differs(file + " has changed");
  }

  @Test
  void soIsOneThatIsCalled() throws StateException, IOException {
    Path part = file.resolveSibling("settle.runbook");
    change(part, "Look", "Look well");
    differs(part + " has changed");
  }

  @Test
  void aTextThatIsGoneOrWrongIsNamed() throws StateException, IOException {
    change(file, "scenario", "scenarium");
    assertTrue(check(SECRET, FACTS).differences().get(0).how().startsWith("cannot be used: "));
    Files.delete(file);
    differs(file + " cannot be used: there is no file " + file);
  }

  @Test
  void aParameterThatNoLongerFitsIsNamed() throws StateException, IOException {
    change(file, "it < 9", "it < 5");
    List<PlanCheck.Difference> differences = check(SECRET, FACTS).differences();
    assertEquals(file + " has changed", differences.get(0).toString());
    assertTrue(
        differences.get(1).how().startsWith("`many = 5` is refused"), differences.toString());
  }

  @Test
  void anotherParameterIsNamed() throws StateException {
    PlanCheck check = check(Map.of("token", "x", "many", "6", "more", "1"), FACTS);
    List<String> told = check.differences().stream().map(Object::toString).sorted().toList();
    assertEquals(
        List.of("parameter `many` was 5 and is 6", "parameter `more` was not given and is 1"),
        told);
  }

  @Test
  void aSecretIsAskedForAgain() {
    StateException refused = assertThrows(StateException.class, () -> check(Map.of(), FACTS));
    assertTrue(refused.getMessage().startsWith("`token` is secret and was not kept"));
  }

  @Test
  void anotherTargetIsNamed() throws StateException { // guarantee 8, pain 17
    Map<String, String> now = Map.of("cluster", "33-44", "namespace uid", "9");
    assertEquals(
        List.of(
            "cluster was 11-22 and is 33-44", "postgres system_identifier was 7301 and is unknown"),
        check(SECRET, now).differences().stream().map(Object::toString).toList());
  }

  @Test
  void anotherLibraryIsNamed() throws StateException, IOException {
    ObjectNode json = json();
    json.put("hash", "0".repeat(64));
    ((ObjectNode) json.get("made_from")).put("library", "0".repeat(64));
    saved = PlanFile.read(Files.writeString(folder.resolve("plan.json"), json.toString()));
    differs("the standard library has changed");
  }

  @Test
  void aPlanThatWasAlteredIsNotRun() throws StateException, IOException {
    ObjectNode json = json().put("hash", "0".repeat(64));
    saved = PlanFile.read(Files.writeString(folder.resolve("plan.json"), json.toString()));
    differs("the plan is another one with this version of the program");
  }

  @Test
  void isRunOnce() throws StateException {
    saved.useFor(home, "20261125-0541-k7qd");
    StateException again =
        assertThrows(StateException.class, () -> saved.useFor(home, "20261125-0542-k7qd"));
    String used = "run before, by run 20261125-0541-k7qd";
    assertTrue(again.getMessage().contains(used), again.getMessage());
    assertEquals("the plan was " + used, check(SECRET, FACTS).differences().get(0).toString());
  }

  @Test
  void whatIsNoSavedPlanIsSaidToBe() throws IOException {
    refuses("{\"hash\":\"1\"}", "is no plan that can be run");
    refuses("{", "is damaged");
    String evil = json().toString().replaceAll("\"id\":\"1970[^\"]*\"", "\"id\":\"../../x\"");
    refuses(evil, "is damaged");
  }

  private void refuses(String text, String because) throws IOException {
    Path path = Files.writeString(folder.resolve("other.json"), text);
    StateException refused = assertThrows(StateException.class, () -> PlanFile.read(path));
    assertTrue(refused.getMessage().contains(because), refused.getMessage());
  }
}
