package io.godel.runbook.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.backend.simulated.WorldBench;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Input;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People who answer as the world says, after the time that people take. */
class ScriptedPeopleTest {
  private static final Duration WITHIN = Duration.ofMinutes(10);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T03:00:00Z"));
  private final List<Input> answers = new ArrayList<>();

  private List<Input> ask(World.People people, Command.Request request) {
    Simulation.Script script =
        new Simulation.Script(Optional.empty(), List.of(), Set.of("denied"), Set.of("silent"));
    new ScriptedPeople(time, people, () -> script).ask(request, answers::add);
    assertEquals(List.of(), answers, "nobody answers before they have read");
    time.advance(time.now().plus(WITHIN), () -> false);
    return answers;
  }

  private static World.People people(String doubts, Map<String, String> written) {
    return new World.People(Map.of("inspect", written), doubts);
  }

  private static Command.Request approval(String step) {
    Command.Prospect nothing =
        new Command.Prospect(List.of(), List.of(), List.of(), "", false, List.of());
    return new Command.Approval("r1", "n1", step, "Sure?", "dba", false, WITHIN, nothing);
  }

  private static Command.Request task(String step, String type) {
    List<Command.Field> fields = List.of(new Command.Field("count", type, "How many?"));
    return new Command.Task("r1", "n1", step, "Count", "dba", WITHIN, fields);
  }

  private static Command.Request doubt() {
    return new Command.Doubt(
        "r1", "n1", "act", WorldBench.call("k8s.exec", true), "Did it take effect?");
  }

  private Input.Decision decision() {
    assertEquals(1, answers.size());
    Input.Decided decided = (Input.Decided) answers.get(0);
    assertEquals("r1", decided.request());
    assertTrue(decided.by().endsWith("(scripted)"), decided.by());
    return decided.decision();
  }

  @Test
  void approvalsAreGivenRefusedOrLeftOpen() {
    ask(people("silent", Map.of()), approval("promote"));
    assertEquals(Input.Decision.YES, decision());
    answers.clear();
    ask(people("silent", Map.of()), approval("denied"));
    assertEquals(Input.Decision.NO, decision());
    answers.clear();
    assertEquals(List.of(), ask(people("silent", Map.of()), approval("silent")));
  }

  @ParameterizedTest
  @CsvSource({"yes, YES", "no, NO"})
  void doubtsAreDecidedAsTheWorldSays(String said, Input.Decision decision) {
    ask(people(said, Map.of()), doubt());
    assertEquals(decision, decision());
  }

  @Test
  void doubtsStayWhenNobodyKnows() {
    assertEquals(List.of(), ask(people("silent", Map.of()), doubt()));
  }

  @Test
  void aTaskIsDoneWithTheAnswersOfTheWorld() {
    ask(people("silent", Map.of("count", "3")), task("inspect", "Int"));
    assertEquals(
        Map.of("count", new Value.Int(3)), ((Input.Acknowledged) answers.get(0)).answers());
  }

  @ParameterizedTest
  @CsvSource({"Int?, none", "Bytes, 16MiB", "String, anything"})
  void answersAreReadByTheirType(String type, String written) {
    assertEquals(1, ask(people("silent", Map.of("count", written)), task("inspect", type)).size());
  }

  @ParameterizedTest
  @CsvSource({"Int, three", "k8s.Pod, postgres-0", "List<Int>, 3"})
  void nobodyDoesATaskThatTheWorldHasNoAnswerFor(String type, String written) {
    assertEquals(List.of(), ask(people("silent", Map.of("count", written)), task("inspect", type)));
    assertEquals(List.of(), ask(people("silent", Map.of()), task("inspect", "Int")));
    assertEquals(List.of(), ask(people("silent", Map.of()), task("silent", "Int")));
  }

  @Test
  void aTaskThatIsRefusedIsToldAsSuch() {
    ask(people("silent", Map.of()), task("denied", "Int"));
    assertEquals(Input.Decision.NO, decision());
  }

  @Test
  void amongSeveralScenariosNobodyChooses() {
    ask(people("silent", Map.of()), new Command.Choice("r1", "n1", List.of("one", "two")));
    assertEquals(Input.Decision.NO, decision());
  }
}
