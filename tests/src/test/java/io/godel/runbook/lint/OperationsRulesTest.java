package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts the rules of operations find fault with, and which they leave alone. */
final class OperationsRulesTest {
  private static String text(String items, String body) {
    return """
        use k8s, backup
        runbook example "An example" {
          let api = k8s.deployment("godel-api", in: "godel")
          let claim = k8s.claim("data", in: "godel")
          let store = backup.store("nightly")
          %s
          scenario work "There is work to do" {
            let newest = backup.latest(store)
            step prove "Show that the backup can be restored" {
              guard "there is a backup" newest != none
              yield verified = backup.verify(store, backup: newest)
            }
            step work "Do the work" {
              %s
            }
          }
          recovered { verify "the API is ready" k8s.ready(api) within 5m every 10s }
        }
        """
        .formatted(items, body);
  }

  private static final String RESTART =
      """
      do k8s.rollout_restart(api)
      verify "all pods are new" k8s.rollout_done(api) within 5m every 5s
      undo keep because "a restart cannot be taken back"
      """;

  private static String roles(String... roles) {
    return "roles: [" + String.join(", ", roles) + "]";
  }

  @ParameterizedTest
  @CsvSource({
    "reviewed 2026-08-27 every 90d, 0",
    "reviewed 2026-08-26 every 90d, 1",
    "reviewed 2026-11-25 every 1d, 0",
    "reviewed 2026-11-27 every 1d, 1",
    "'', 1",
  })
  void aReviewIsDueBehindItsLastDay(String review, int findings) {
    assertEquals(findings, LintedText.found("L0404", text(review, RESTART)).size());
  }

  @Test
  void anAlertOrASymptomIsEnough() {
    assertEquals(1, LintedText.found("L0403", text("", RESTART)).size());
    assertEquals(0, LintedText.found("L0403", text("alert \"ApiDown\"", RESTART)).size());
    assertEquals(0, LintedText.found("L0403", text("symptom \"It is slow\"", RESTART)).size());
  }

  @Test
  void rolesAreAskedForWhereSomebodyHasSaidWhichThereAre() {
    String asked = text("", "approve \"Restart?\" by \"dba\" within 10m\n" + RESTART);
    String done =
        text(
            "",
            "manual \"Look\" by \"dba\" within 10m { evidence ok: Bool \"Is it well?\" }\n"
                + RESTART);
    for (String each : List.of(asked, done)) {
      assertEquals(0, LintedText.found("L0405", each).size());
      assertEquals(0, LintedText.found("L0405", each, roles("dba", "platform")).size());
      assertEquals(1, LintedText.found("L0405", each, roles("platform")).size());
      assertEquals(1, LintedText.found("L0405", each, roles()).size());
    }
  }

  private static List<String> tooLong(String text, String longest) {
    return LintedText.found("L0407", text, "longest: { high: " + longest + " }");
  }

  @Test
  void theBoundIsThatOfThePlan() {
    String text = text("severity high", RESTART);
    assertEquals(List.of("severity high"), tooLong(text, "30m"));
    assertEquals(List.of(), tooLong(text, "3h"));
    assertEquals(List.of(), tooLong(text("severity low", RESTART), "30m"));
    String open =
        text("param most: Duration\nseverity high", RESTART.replace("within 5m", "within most"));
    assertEquals(List.of(), tooLong(open, "30m"));
  }

  private static String deleting(String between) {
    return text(
        "",
        between
            + """
            do k8s.delete_claim(claim, verified)
            verify "it is gone" k8s.gone(claim) within 2m every 5s
            undo none because "the data exists only in the backup"
            """);
  }

  @ParameterizedTest
  @CsvSource({"2h, 0", "3h, 1"})
  void aYesMayNotComeBehindTheEvidencesEnd(String within, int findings) {
    assertEquals(
        findings,
        LintedText.found(
                "L0408", deleting("approve \"Delete?\" by \"dba\" within " + within + "\n"))
            .size());
  }

  @Test
  void allWaitsForPeopleCount() {
    String approve = "approve \"Delete?\" by \"dba\" within 90m\n";
    String manual = "manual \"Look\" by \"dba\" within 1h { evidence ok: Bool \"Is it well?\" }\n";
    assertEquals(
        List.of("manual \"Look\" by \"dba\" within 1h { evidence ok: Bool \"Is it well?\" }"),
        LintedText.found("L0408", deleting(approve + manual)));
    String anew =
        """
        approve "Delete?" by "dba" within 3h
        guard "there is one" newest != none
        let again = backup.verify(store, backup: newest)
        """;
    assertEquals(
        List.of(),
        LintedText.found("L0408", deleting(anew).replace("(claim, verified)", "(claim, again)")));
  }

  @ParameterizedTest
  @CsvSource({"24h, 0", "25h, 1"})
  void aQuestionIsOpenForADayAtMost(String within, int findings) {
    String text = text("", "approve \"Restart?\" by \"dba\" within " + within + "\n" + RESTART);
    assertEquals(findings, LintedText.found("L0411", text).size());
  }

  @Test
  void everyScenarioHasADrill() {
    assertEquals(
        List.of("runbook example \"An example\" {"), LintedText.found("L0410", text("", RESTART)));
    String drill = "test \"it works\" in world \"w\" { expect scenario work }";
    assertEquals(List.of(), LintedText.found("L0410", text(drill, RESTART)));
    String other =
        "scenario other \"Nothing else helps\" { await \"a\" k8s.ready(api) within 1m every 5s }\n";
    assertEquals(
        List.of(
            "scenario other \"Nothing else helps\" { await \"a\" k8s.ready(api) within 1m every 5s }"),
        LintedText.found("L0410", text(other + drill, RESTART)));
  }

  @Test
  void whoTakesOverIsAContact() {
    String failing = RESTART + "on failure escalate to \"Database Admin\" with api\n";
    assertEquals(0, LintedText.found("L0413", text("", failing)).size());
    String other = "contact \"API Team\" email \"api@example.com\"\n";
    assertEquals(1, LintedText.found("L0413", text(other, failing)).size());
    String both = other + "contact \"Database Admin\" email \"dba@example.com\"\n";
    assertEquals(0, LintedText.found("L0413", text(both, failing)).size());
  }
}
