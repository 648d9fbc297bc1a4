package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** People are asked: each answer has its stated consequence, once. */
class ApprovalTest { // pain 15

  private static Bench approve(String approval) {
    return Bench.runbook(
        """
        scenario main "Main" when true { %s %s }
        scenario other "Other" { %s }
        """
            .formatted(Bench.step("a"), Bench.step("b", approval, ""), Bench.step("o")));
  }

  @Test
  void aYesLetsTheStepAct() {
    Bench bench = approve("approve \"Go?\" by \"dba\" within 1m else abort");
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    Notice.ApprovalDecided decided = bench.told(Notice.ApprovalDecided.class).get(0);
    assertTrue(decided.approved());
    assertEquals("somebody", decided.by());
    assertEquals(Staff.READING, decided.after());
  }

  @Test
  void whatSomebodySawIsToldWithTheirWord() {
    List<String> seen = List.of("k8s.scale would change:", "  - replicas: 1", "  + replicas: 0");
    Bench bench = approve("approve \"Go?\" by \"dba\" within 1m else abort");
    bench.staff.answer(
        "b",
        it ->
            Optional.of(
                new Input.Decided(
                    bench.time.now(), it.id(), Input.Decision.YES, "the dba", "", seen)));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(seen, bench.told(Notice.ApprovalDecided.class).get(0).seen());
  }

  @Test
  void aNoHasItsConsequence() {
    Map<String, Ending.Kind> ends =
        Map.of(
            "abort \"not today\"", Ending.Kind.WORLD_AS_BEFORE,
            "skip", Ending.Kind.RECOVERED,
            "use other", Ending.Kind.RECOVERED);
    ends.forEach(
        (consequence, end) -> {
          Bench bench = approve("approve \"Go?\" by \"dba\" within 1m else " + consequence);
          bench.staff.says("b", Input.Decision.NO, "the dba");
          assertEquals(end, bench.run().kind(), consequence);
          assertFalse(bench.world.started().contains("set b 1"));
          assertEquals(consequence.equals("use other"), bench.world.started().contains("set o 1"));
        });
  }

  @Test
  void aNoSaysWhoSaidIt() {
    Bench bench = approve("approve \"Go?\" by \"dba\" within 1m else abort \"not today\"");
    bench.staff.says("b", Input.Decision.NO, "the dba");
    assertEquals("not today (the dba said no)", bench.run().reason());
  }

  @Test
  void aTimeoutHasAConsequenceOfItsOwn() {
    Bench bench =
        approve("approve \"Go?\" by \"dba\" within 1m else skip on timeout abort \"nobody there\"");
    bench.staff.silent("b");
    Ending ending = bench.run();
    assertEquals("nobody there (no answer within 1m)", ending.reason());
    assertEquals(List.of("a"), bench.undone());
    assertEquals(1, bench.staff.withdrawn().size());
  }

  @Test
  void anAnswerThatComesTooLateIsDropped() { // pain 16
    Bench bench = approve("approve \"Go?\" by \"dba\" within 1m else abort on timeout skip");
    bench.staff.takes("b", Duration.ofSeconds(61));
    bench.world.always("ping", Behaviour.slow(Duration.ofSeconds(8)));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(Notice.StepState.SKIPPED, bench.state.step("b"));
    assertFalse(bench.world.started().contains("set b 1"));
  }

  @Test
  void anAbortEndsTheWaitingForAnApproval() { // guarantee 9
    Bench bench = approve("approve \"Go?\" by \"dba\" within 1h else abort");
    bench.staff.silent("b");
    bench.when(Notice.ApprovalAsked.class, () -> bench.after(Duration.ofMinutes(5), bench::abort));
    assertEquals("aborted by operator", bench.run().reason());
    assertEquals(List.of("a"), bench.undone());
    assertEquals(1, bench.staff.withdrawn().size());
  }

  @Test
  void byAnotherMeansNotTheOneWhoStartedTheRun() {
    Bench bench = approve("approve \"Go?\" by another \"dba\" within 5m else abort");
    int[] asked = new int[1];
    bench.staff.answer(
        "b",
        it -> {
          String by = asked[0]++ == 0 ? "operator" : "colleague";
          return Optional.of(bench.staff.decided(it, Input.Decision.YES, by));
        });
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    List<Notice.ApprovalDecided> decided = bench.told(Notice.ApprovalDecided.class);
    assertEquals(
        List.of(false, true), decided.stream().map(Notice.ApprovalDecided::approved).toList());
    assertEquals("colleague", decided.get(1).by());
  }

  @Test
  void whoMayNotSayYesIsNotAskedWithoutEnd() {
    Bench bench =
        approve("approve \"Go?\" by another \"dba\" within 5m else abort on timeout skip");
    bench.staff.takes("b", Duration.ZERO).says("b", Input.Decision.YES, "operator");
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(Notice.StepState.SKIPPED, bench.state.step("b"));
    assertEquals(3, bench.staff.asked().size());
  }

  @Test
  void whoeverIsAskedSeesWhatIsDoneOnWhatEvidenceAndTheWayBack() {
    Bench bench =
        approve(
            "guard \"it is calm\" r.setting(\"calm\") == \"\"\n"
                + "approve \"Go?\" by \"dba\" within 1m else abort");
    bench.run();
    Command.Prospect showing = ((Command.Approval) bench.staff.asked().get(0)).showing();
    assertTrue(showing.acts().get(0).startsWith("redis.set("), showing.toString());
    assertTrue(showing.wayBack().startsWith("redis.set("), showing.toString());
    assertFalse(showing.pointOfNoReturn());
    assertEquals("it is calm", showing.evidence().get(0).what());
    assertEquals("r.setting(\"calm\") == \"\" is \"\" == \"\"", showing.evidence().get(0).detail());
  }

  @Test
  void anAnswerOfTheWrongKindIsDropped() {
    Bench bench = approve("approve \"Go?\" by \"dba\" within 1m else abort on timeout skip");
    bench.staff.answer(
        "b", it -> Optional.of(new Input.Acknowledged(bench.time.now(), it.id(), "x", Map.of())));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    assertEquals(Notice.StepState.SKIPPED, bench.state.step("b"));
  }

  // Manual tasks

  private static Bench manual() {
    return Bench.scenario(
        Bench.step("a")
            + """
            step hand "By hand" {
              manual "Pull the plug" by "dba" within 30m {
                evidence pulled: Bool "Is it out?"
                evidence minutes: Int "How long did it take?"
              }
              guard "it is out" pulled and minutes < 10
              do redis.set(r, "hand", "1")
              verify "it is set" r.setting("hand") == "1" within 10s every 2s
              undo keep because "a person did it"
            }
            """);
  }

  @Test
  void aTaskIsDoneWithTypedAnswers() {
    Bench bench = manual();
    bench.staff.types("hand", Map.of("pulled", new Value.Bool(true), "minutes", new Value.Int(5)));
    assertEquals(Ending.Kind.RECOVERED, bench.run().kind());
    Command.Task task = (Command.Task) bench.staff.asked().get(0);
    assertEquals(
        List.of(
            new Command.Field("pulled", "Bool", "Is it out?"),
            new Command.Field("minutes", "Int", "How long did it take?")),
        task.fields());
  }

  @Test
  void theAnswersOfATaskCount() {
    Bench bench = manual();
    bench.staff.types("hand", Map.of("pulled", new Value.Bool(true), "minutes", new Value.Int(20)));
    assertEquals("guard not held: it is out", bench.run().reason());
  }

  @Test
  void anAnswerOfTheWrongTypeIsNoAnswer() { // pain 18
    Bench bench = manual();
    bench.staff.types("hand", Map.of("pulled", new Value.Str("true"), "minutes", new Value.Int(5)));
    Ending ending = bench.run();
    assertEquals(
        "manual task: the answer `pulled` has to be Bool and is \"true\"", ending.reason());
    assertEquals(List.of("a"), bench.undone());
  }

  @Test
  void aMissingAnswerIsSaid() {
    Bench bench = manual();
    bench.staff.types("hand", Map.of("pulled", new Value.Bool(true)));
    assertEquals("manual task: the answer `minutes` is missing", bench.run().reason());
  }

  @Test
  void aTaskThatNobodyDoesEndsTheRun() {
    Bench bench = manual();
    assertEquals("manual task: not done within 30m", bench.run().reason());
    assertEquals(List.of("a"), bench.undone());
  }

  @Test
  void aTaskThatSomebodyRefusesEndsTheRun() {
    Bench bench = manual();
    bench.staff.says("hand", Input.Decision.NO, "the dba");
    assertTrue(bench.run().reason().startsWith("manual task: the dba did not do it"));
  }
}
