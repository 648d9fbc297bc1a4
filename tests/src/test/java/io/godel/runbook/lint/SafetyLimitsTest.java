package io.godel.runbook.lint;

import static io.godel.runbook.lint.SafetyText.BACK;
import static io.godel.runbook.lint.SafetyText.KEPT;
import static io.godel.runbook.lint.SafetyText.scaled;
import static io.godel.runbook.lint.SafetyText.scenario;
import static io.godel.runbook.lint.SafetyText.step;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules of safety say of how much is hit, how often, and by what. */
final class SafetyLimitsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | [s for s in pg.sessions(primary) where s.state_age > 5m] | sessions",
        "limit 10 sessions | [s for s in pg.sessions(primary) where s.state_age > 5m] | -",
        "'' | take(pg.sessions(primary), 10) | -",
        "'' | take(pg.sessions(primary), most) | -",
        "'' | [s for s in take(pg.sessions(primary), 10) where s.state_age > 5m] | -",
      })
  void howManyAreHitIsLimited(String limit, String sessions, String unit) {
    String text =
        scenario(
            step(
                "end \"End sessions\" " + limit,
                "let stuck = "
                    + sessions
                    + """

                    do pg.terminate(primary, sessions: stuck)
                    verify "they are gone" pg.session_count(primary) < 5 within 1m every 5s
                    """
                    + KEPT));
    assertEquals(
        unit == null ? List.of() : List.of("do pg.terminate(primary, sessions: stuck)"),
        LintedText.found("L0105", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "let saved = k8s.manifest(set) | true",
        "let saved = k8s.manifest(k8s.statefulset(\"postgres\", in: \"godel\")) | true",
        "let saved = k8s.manifest(api) | false",
        "if most > 3 { let saved = k8s.manifest(set) } | false",
        "guard \"it is there\" k8s.exists(set) | false",
      })
  void whatIsDeletedIsSaved(String before, boolean saved) {
    String text =
        scenario(
            step(
                "remove \"Take it away\"",
                before
                    + """

                    do k8s.delete(set)
                    verify "it is gone" k8s.gone(set) within 1m every 5s
                    """
                    + KEPT));
    assertEquals(
        saved ? List.of() : List.of("do k8s.delete(set)"), LintedText.found("L0106", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where it in 1..50 | true",
        "where it <= 50 | true",
        "where 50 >= it | true",
        "where it > 0 and it < 50 | true",
        "where it in [1, 5, 10] | true",
        "where it == 5 or it == 50 | true",
        "where it * 2 <= 100 | true",
        "where not (it > 50) | true",
        "where not (it < 5 or it > 50) | true",
        "'' | false",
        "where it >= 1 | false",
        "where 1 <= it | false",
        "where it != 1 | false",
        "where it < 50 or it > 100 | false",
        "where it + 1 > 3 | false",
        "where not (it < 5) | false",
        "where not (it in 10..50) | false",
      })
  void aLimitHasACapOfItsOwn(String where, boolean capped) {
    String text =
        scenario(
                step(
                    "end \"End sessions\" limit most sessions",
                    """
                    do pg.terminate(primary, sessions: pg.sessions(primary))
                    verify "they are gone" pg.session_count(primary) < 5 within 1m every 5s
                    """
                        + KEPT))
            .replace("param most: Int", "param most: Int " + where);
    assertEquals(
        capped ? List.of() : List.of("step end \"End sessions\" limit most sessions {"),
        LintedText.found("L0107", text));
  }

  @Test
  void aLimitThatComesFromTheWorldIsNone() {
    String text =
        scenario(
            "let many = pg.session_count(primary)\n"
                + step(
                    "end \"End sessions\" limit many sessions",
                    """
                    do pg.terminate(primary, sessions: pg.sessions(primary))
                    verify "they are gone" pg.session_count(primary) < 5 within 1m every 5s
                    """
                        + KEPT));
    assertEquals(
        List.of("step end \"End sessions\" limit many sessions {"),
        LintedText.found("L0107", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "min([many, 50]) ?? 50 | true",
        "if many > 5 then 50 else 10 | true",
        "if most > 5 then 50 else many | false",
        "min([many, 50]) ?? many | false",
        "50 - many | true",
        "many / 2 | false",
      })
  void aLimitMayBeCutToACap(String amount, boolean capped) {
    String head = "step end \"End sessions\" limit cut sessions";
    String text =
        scenario(
            "let many = pg.session_count(primary)\nlet cut = "
                + amount
                + "\n"
                + step(
                    head.substring("step ".length()),
                    """
                    do pg.terminate(primary, sessions: pg.sessions(primary))
                    verify "they are gone" pg.session_count(primary) < 5 within 1m every 5s
                    """
                        + KEPT));
    assertEquals(capped ? List.of() : List.of(head + " {"), LintedText.found("L0107", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "godel-api-hpa | 3 | true",
        "godel-api | 3 | true",
        "godel-apiary | 3 | false",
        "godel-board-hpa | 3 | false",
        "godel-api-hpa | 0 | false",
      })
  void anAutoscalerTakesBackWhatIsScaled(String scaler, int replicas, boolean found) {
    String bounds = "let bounds = k8s.bounds(k8s.autoscaler(\"" + scaler + "\", in: \"godel\"))\n";
    String text = bounds + scaled(BACK).replace("replicas: 3", "replicas: " + replicas);
    assertEquals(
        found ? List.of("do k8s.scale(api, replicas: 3)") : List.of(),
        LintedText.found("L0109", scenario(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k8s.rollout_restart(api) | retry 2 times backoff 5s..30s | true",
        "k8s.scale(api, replicas: 3) | retry 2 times backoff 5s..30s | false",
        "k8s.rollout_restart(api) | timeout 10m | false",
        "k8s.rollout_restart(api) retry 2 times backoff 5s..30s | timeout 10m | false",
      })
  void aStepThatIsTriedAgainDoesNothingTwice(String call, String policy, boolean found) {
    String text =
        scenario(
            step(
                "restart \"Start it anew\" " + policy,
                "do "
                    + call
                    + "\nverify \"all are new\" k8s.rollout_done(api) within 5m every 5s\n"
                    + KEPT));
    assertEquals(found ? List.of("do " + call) : List.of(), LintedText.found("L0110", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k8s.snapshot(claim, into: copy) | k8s.delete_snapshot(copy) | false",
        "k8s.snapshot(other, into: copy) | k8s.delete(set) | true",
        "k8s.scale(api, replicas: 3) | k8s.delete_snapshot(copy) | true",
        "k8s.scale(api, replicas: 3) | k8s.scale(api, replicas: 1) | false",
      })
  void anUndoRemovesOnlyWhatItsStepHasMade(String act, String undo, boolean found) {
    String text =
        scenario(
            step(
                "work \"Do the work\"",
                "do "
                    + act
                    + "\nverify \"it is\" k8s.exists(copy) within 5m every 5s\nundo {\ndo "
                    + undo
                    + "\nverify \"it was\" k8s.ready(api) within 5m every 5s\n}"));
    assertEquals(found ? List.of("do " + undo) : List.of(), LintedText.found("L0111", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"sh\", \"-c\", \"pg_ctl promote\"] | true",
        "[\"/bin/bash\", \"-c\", \"true\"] | true",
        "[\"busybox\", \"rm\", \"-r\", \"/data\"] | true",
        "[\"echo\", \"sh\"] | false",
        "[\"/opt/sh/warm\", \"sh\"] | false",
        "[\"warm-cache\"] | false",
        "[] | false",
      })
  void aShellMayDoAnything(String command, boolean found) {
    String call = "do k8s.exec(set.pod(), " + command + ")";
    String text =
        scenario(
            step(
                "work \"Do the work\"",
                call + "\nverify \"it is\" k8s.ready(set) within 5m every 5s\n" + KEPT));
    assertEquals(found ? List.of(call) : List.of(), LintedText.found("L0112", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | DELETE FROM drafts | true",
        "'' | delete from drafts where true; | true",
        "'' | UPDATE drafts SET late = true | true",
        "'' | TRUNCATE drafts | true",
        "'' | DROP TABLE drafts | true",
        "'' | /* where late */ DELETE FROM drafts -- where late | true",
        "'' | UPDATE drafts SET title = 'where it was' | true",
        "if most > 3 { approve \"Do it?\" by \"dba\" within 10m } | TRUNCATE drafts | true",
        "approve \"Do it?\" by \"dba\" within 10m | TRUNCATE drafts | false",
        "'' | DELETE FROM drafts WHERE late | false",
        "'' | UPDATE drafts SET late = true WHERE age > ${most} | false",
        "'' | INSERT INTO drafts VALUES ('delete from drafts') | false",
      })
  void aStatementSaysWhichRows(String before, String sql, boolean found) {
    String call = "do pg.execute(primary, sql\"\"\"" + sql + "\"\"\")";
    String text =
        scenario(
            step(
                "work \"Do the work\"",
                before
                    + "\n"
                    + call
                    + "\nverify \"it is\" pg.answers(primary) within 5m every 5s\n"
                    + KEPT));
    assertEquals(found ? List.of(call) : List.of(), LintedText.found("L0113", text));
  }
}
