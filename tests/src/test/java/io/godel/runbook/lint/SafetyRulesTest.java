package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts the rules of safety find fault with, and which they leave alone. */
final class SafetyRulesTest {
  private static final String HEAD =
      """
      use k8s, pg, redis, http, backup
      runbook example "An example" {
        param most: Int = 5
        param slack: Bytes = 16MiB
        let api = k8s.deployment("godel-api", in: "godel")
        let set = k8s.statefulset("postgres", in: "godel")
        let config = k8s.configmap("godel-config", in: "godel")
        let claim = k8s.claim("data-postgres-0", in: "godel")
        let other = k8s.claim("data-postgres-1", in: "godel")
        let copy = k8s.volume_snapshot("copy", in: "godel")
        let store = backup.store("nightly")
        let primary = pg.server("primary")
        let replica = pg.server("replica")
        let third = pg.server("third")
        let cache = redis.server("redis")
        /// Says that it is there.
        action there(claim: k8s.Claim) -> Bool = k8s.exists(claim)
        /// Gives it more room.
        action more(claim: k8s.Claim) {
          do     k8s.enlarge(claim, to: 10GiB)
          verify "it is large" k8s.volume(claim).size >= 10GiB within 1m every 5s
        }
      """;

  private static final String RECOVERED =
      """
        }
        recovered { verify "the API is ready" k8s.ready(api) within 5m every 10s }
      }
      """;

  /** A scenario; in the lines that come from a table `~` stands for a new line. */
  private static String scenario(String steps) {
    return HEAD + "scenario one \"The first one\" {\n" + steps.replace("~", "\n") + RECOVERED;
  }

  private static String step(String head, String body) {
    return "step " + head + " {\n" + body + "\n}\n";
  }

  private static String scaled(String undo) {
    return step(
        "scale \"Have three of them\"",
        """
        let before = api.replicas
        do k8s.scale(api, replicas: 3)
        verify "three are wanted" api.replicas == 3 within 1m every 5s
        """
            + undo);
  }

  private static final String BACK =
      """
      undo {
        do k8s.scale(api, replicas: before)
        verify "it is as before" api.replicas == before within 1m every 5s
      }
      """;

  private static final String KEPT = "undo keep because \"it is well so\"";

  /** What deletes a volume, with these lines before it. */
  private static String deletion(String before) {
    return scenario(
        "let newest = backup.latest(store)\n"
            + step(
                "drop \"Delete the volume\" limit 1 claims",
                "guard \"there is a backup\" newest != none\n"
                    + "yield verified = backup.verify(store, backup: newest)\n"
                    + before
                    + """

                    approve "Delete it?" by "dba" within 10m
                    do k8s.delete_claim(claim, verified)
                    verify "it is gone" k8s.gone(claim) within 2m every 5s
                    undo none because "the data is only in the backup"
                    """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "let exists = k8s.exists(claim)",
        "guard \"another one is there\" k8s.exists(other)",
        "warn \"it is there\" k8s.exists(claim)",
        "if most > 3 { guard \"it is there\" k8s.exists(claim) }",
        "for i in [1, 2] { guard \"it is there\" k8s.exists(claim) }",
      })
  void nothingHasLookedAtWhatIsDestroyed(String before) {
    assertEquals(
        List.of("do k8s.delete_claim(claim, verified)"),
        LintedText.found("L0101", deletion(before)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guard \"it is there\" k8s.exists(claim)",
        "guard \"it is there\" there(claim)",
        "await \"it is there\" k8s.exists(claim) within 1m every 5s",
        "guard \"it is full\" k8s.volume(claim).free < 1MiB",
        "do more(other) ~ guard \"it is there\" k8s.exists(k8s.claim(\"data-postgres-0\", in: \"godel\"))",
        "yield copied = k8s.copied(claim, into: copy)",
        "guard \"it is there\" k8s.exists(claim) ~ do more(other)",
      })
  void aLookAtTheSameThingThatIsStillLiveIsEnough(String before) {
    assertEquals(List.of(), LintedText.found("L0101", deletion(before)));
  }

  private static String restart(String approval, String wayBack) {
    return step(
        "restart \"Start it anew\"",
        approval
            + """

            do k8s.rollout_restart(api)
            verify "all pods are new" k8s.rollout_done(api) within 5m every 5s
            """
            + wayBack);
  }

  private static final String NO_WAY_BACK = "undo none because \"what was in memory is lost\"";
  private static final String YES = "approve \"Do it?\" by \"sre\" within 10m";

  @Test
  void whatCannotBeTakenBackNeedsAYes() {
    List<String> found = List.of("step restart \"Start it anew\" {");
    assertEquals(found, LintedText.found("L0102", scenario(restart("", NO_WAY_BACK))));
    assertEquals(
        found, LintedText.found("L0102", scenario(scaled(BACK) + restart("", NO_WAY_BACK))));
    assertEquals(
        found,
        LintedText.found("L0102", scenario(restart("if most > 3 { " + YES + " }", NO_WAY_BACK))));
    assertEquals(
        List.of(), LintedText.found("L0102", scenario(scaled(BACK) + restart(YES, NO_WAY_BACK))));
    assertEquals(List.of(), LintedText.found("L0102", scenario(scaled(BACK) + restart("", KEPT))));
    assertEquals(
        List.of(),
        LintedText.found("L0102", scenario(restart(YES, NO_WAY_BACK) + restarted(NO_WAY_BACK))));
  }

  /** Behind the point of no return the way is forward: nobody has to be asked again. */
  private static String restarted(String wayBack) {
    return restart("", wayBack).replace("step restart", "step again");
  }

  @Test
  void aDestroyingStepHasALimit() {
    String limited = deletion("guard \"it is there\" k8s.exists(claim)");
    assertEquals(List.of(), LintedText.found("L0103", limited));
    assertEquals(
        List.of("do k8s.delete_claim(claim, verified)"),
        LintedText.found("L0103", limited.replace(" limit 1 claims", "")));
    assertEquals(List.of(), LintedText.found("L0103", scenario(scaled(BACK))));
  }

  private static String promotion(String before) {
    return scenario(
        step(
                "fence \"Stop the old one\"",
                """
                let wanted = set.replicas
                do k8s.scale(set, replicas: 0)
                verify "it is gone" k8s.gone(set.pod()) within 2m every 5s
                yield fenced = pg.fence(primary, proof: set)
                undo {
                  do k8s.scale(set, replicas: wanted)
                  verify "it is wanted" set.replicas == wanted within 1m every 5s
                }
                """)
            + step(
                "promote \"Promote the replica\" limit 1 servers",
                before
                    + """

                    approve "Promote it?" by "dba" within 10m
                    do pg.promote(replica, fenced)
                    verify "it takes writes" pg.writable(replica) within 1m every 2s
                    undo none because "a new timeline has begun"
                    """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guard \"it replays\" pg.in_recovery(replica)",
        "guard \"little waits\" pg.replay_lag(replica) <= slack",
        "guard \"little of another is lost\" pg.loss_bound(third, primary) <= slack",
        "warn \"little is lost\" pg.loss_bound(replica, primary) <= slack",
        "if most > 3 { guard \"little is lost\" pg.loss_bound(replica, primary) <= slack }",
      })
  void aPromotionIsBoundByWhatIsLost(String before) {
    assertEquals(
        List.of("do pg.promote(replica, fenced)"), LintedText.found("L0104", promotion(before)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guard \"little is lost\" pg.loss_bound(replica, primary) <= slack",
        "let loss = pg.loss_bound(replica, primary) ~ guard \"${loss} is little\" loss <= slack",
        "await \"little is lost\" pg.loss_bound(replica, primary) <= slack within 1m every 5s",
      })
  void aBoundOnTheLossIsEnough(String before) {
    assertEquals(List.of(), LintedText.found("L0104", promotion(before)));
  }

  private static final String ON_REPLICA =
      """
      guard "it replays" pg.in_recovery(replica)
      do pg.execute(%s, sql\"\"\"DELETE FROM drafts WHERE late\"\"\")
      verify "it answers" pg.answers(primary) within 1m every 5s
      """;

  @Test
  void aLookIsDeadOnceTheThingWasTouched() {
    assertEquals(
        List.of("do pg.promote(replica, fenced)"),
        LintedText.found("L0101", promotion(ON_REPLICA.formatted("replica"))));
    assertEquals(List.of(), LintedText.found("L0101", promotion(ON_REPLICA.formatted("third"))));
    assertEquals(
        List.of(),
        LintedText.found(
            "L0101",
            promotion(
                ON_REPLICA.formatted("replica") + "guard \"it replays\" pg.in_recovery(replica)")));
  }

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
