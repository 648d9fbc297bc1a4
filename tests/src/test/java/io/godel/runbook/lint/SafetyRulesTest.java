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
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules of safety say of deeds that destroy or cannot be taken back. */
final class SafetyRulesTest {
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
}
