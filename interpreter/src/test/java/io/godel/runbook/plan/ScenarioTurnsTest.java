package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Checker;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Turning from scenario to scenario comes to an end, and stays inside of its runbook. */
class ScenarioTurnsTest {
  private static String scenario(String name, String refusal) {
    return """
      scenario %s "S" when a.ready {
        step x_%s "X" {
          guard "g" a.ready %s
          verify "v" a.ready within 1m every 5s
        }
      }
    """
        .formatted(name, name, refusal);
  }

  private static String runbook(String name, String... scenarios) {
    return """
    use k8s
    runbook %s "R" {
      let a = k8s.deployment("a", in: "n")
    %s
      recovered { verify "r" a.ready within 1m every 5s }
    }
    """
        .formatted(name, String.join("", scenarios));
  }

  private static List<String> found(String text, String sibling) {
    Checker.Siblings siblings =
        name ->
            sibling.contains("runbook " + name + " ")
                ? Optional.of(new SourceFile(name, sibling))
                : Optional.empty();
    return new Checker(Plans.library(), new ParsedSql(), siblings)
        .check(Parser.parse(new SourceFile("t", text)).tree()).diagnostics().stream()
            .map(Diagnostic::message)
            .toList();
  }

  @Test
  void aChainOfTurnsEnds() {
    String text =
        runbook("r", scenario("s", "else use t"), scenario("t", "else use u"), scenario("u", ""));
    assertEquals(List.of(), found(text, ""));
  }

  @Test
  void aCircleOfTurnsIsRefusedOnce() {
    String text =
        runbook(
            "r",
            scenario("s", "else use t"),
            scenario("t", "else use u"),
            scenario("u", "else use s"));
    assertEquals(
        List.of("from `t` the run can come back to `s`, and so go on for ever"), found(text, ""));
  }

  @Test
  void aScenarioDoesNotTurnToItself() {
    assertEquals(
        List.of("from `s` the run can come back to `s`, and so go on for ever"),
        found(runbook("r", scenario("s", "else use s")), ""));
  }

  @Test
  void aPartDoesNotTurnToAScenarioThatItsCallerHasNot() {
    String part = runbook("part", scenario("s", "else use t"), scenario("t", ""));
    String caller = runbook("r", "scenario s \"S\" when a.ready { call part() }\n");
    assertEquals(List.of("`part` cannot be a part of another runbook"), found(caller, part));
    assertEquals(List.of(), found(caller, runbook("part", scenario("s", "else abort"))));
  }
}
