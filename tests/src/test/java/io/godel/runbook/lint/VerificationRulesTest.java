package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts the rules of verification find fault with, and which they leave alone. */
final class VerificationRulesTest {
  private static final String TEXT =
      """
      use k8s, pg, http
      runbook example "An example" {
        param most: Int = 5
        param wait: Duration = 1m
        param none_at_all: Int = 0
        let api = k8s.deployment("godel-api", in: "godel")
        let board = k8s.deployment("godel-board", in: "godel")
        let config = k8s.configmap("godel-config", in: "godel")
        let primary = pg.server("primary")
        /// Says that it is ready.
        action good(api: k8s.Deployment) -> Bool = k8s.ready(api)
        scenario one "The first one" {
          step work "Do the work" {
            let before = api.replicas
            %s
            do     %s
            verify "it has worked" %s
            undo keep because "it is well so"
          }
        }
        recovered {
          verify "it works again" %s
        }
      }
      """;

  private static final String POLL = " within 5m every 10s";
  private static final String RESTART = "k8s.rollout_restart(api)";
  private static final String READY = "k8s.ready(api)" + POLL;

  private static String text(String before, String act, String verify) {
    return TEXT.formatted(before, act, verify, READY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k8s.rollout_restart(api) | k8s.ready(board) | true",
        "k8s.scale(api, replicas: 3) | board.replicas == 3 | true",
        "k8s.rollout_restart(api) | k8s.ready(k8s.deployment(\"godel-api\", in: \"godel\")) | false",
        "k8s.rollout_restart(api) | k8s.ready(board) and good(api) | false",
        "k8s.rollout_restart(api) | pg.answers(primary) | false",
        "k8s.rollout_restart(api) | http.fetch(\"http://a.local/\").status == 200 | false",
        "k8s.scale(api, replicas: 3) | api.ready_replicas > before | false",
      })
  void aVerificationLooksAtWhatWasChanged(String act, String verify, boolean found) {
    assertEquals(
        found ? List.of("verify \"it has worked\" " + verify + POLL) : List.of(),
        LintedText.found("L0201", text("", act, verify + POLL)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "guard \"it is\" k8s.ready(board) | k8s.ready(board) | true",
        "guard \"it is\" pg.answers(primary) | pg.answers(pg.server(\"primary\")) | true",
        "await \"it is\" k8s.ready(board) within 1m every 5s | k8s.ready(board) | true",
        "guard \"it is\" k8s.ready(api) | k8s.ready(api) | false",
        "guard \"it is\" k8s.ready(board) | k8s.ready(board) and k8s.ready(api) | false",
        "warn \"it is\" k8s.ready(board) | k8s.ready(board) | false",
        "if most > 3 { guard \"it is\" k8s.ready(board) } | k8s.ready(board) | false",
        "guard \"it is\" not k8s.ready(board) | k8s.ready(board) | false",
      })
  void aVerificationWasNotTrueBefore(String before, String verify, boolean found) {
    assertEquals(
        found ? List.of("verify \"it has worked\" " + verify + POLL) : List.of(),
        LintedText.found("L0202", text(before, RESTART, verify + POLL)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "let begun = now() | now() >= begun + 30s | true",
        "let begun = now() | now() - begun > 30s | true",
        "let begun = now() | now() - begun > 30s and k8s.ready(api) | false",
        "let begun = now() | now() - (api.restarted_at ?? begun) > 30s | false",
      })
  void noTimeIsWaitedForItsOwnSake(String before, String wait, boolean found) {
    String await = "await \"it is so far\" " + wait + POLL;
    assertEquals(
        found ? List.of(await) : List.of(),
        LintedText.found("L0203", text(before + "\n" + await, RESTART, READY)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"sleep\", \"30\"] | true",
        "[\"/bin/sleep\", \"5m\"] | true",
        "[\"sh\", \"-c\", \"sleep 30 && warm-cache\"] | true",
        "[\"sh\", \"-c\", \"warm-cache; sleep 30\"] | true",
        "[\"echo\", \"no sleep 30\"] | false",
        "[\"sleepy\", \"30\"] | false",
        "[\"warm-cache\"] | false",
      })
  void noProgramSleepsInAPod(String command, boolean found) {
    String act = "k8s.exec(k8s.statefulset(\"a\", in: \"b\").pod(), " + command + ")";
    assertEquals(
        found ? List.of("do     " + act) : List.of(),
        LintedText.found("L0203", text("", act, READY)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timeout 4m | '' | k8s.rollout_restart(api) | true",
        "timeout 5m | '' | k8s.rollout_restart(api) | false",
        "'' | '' | k8s.rollout_restart(api) retry 9 times backoff 5m..5m | false",
        "timeout 6m | '' | k8s.rollout_restart(api) retry 3 times backoff 1m..4m | true",
        "timeout 7m | '' | k8s.rollout_restart(api) retry 3 times backoff 1m..4m | false",
        "timeout 9m | approve \"Do it?\" by \"sre\" within 10m | k8s.rollout_restart(api) | true",
        "timeout 9m | await k8s.ready(api) within wait * 10 every 5s | k8s.rollout_restart(api) | true",
        "timeout 9m | manual \"Do it\" by \"sre\" within 1h | k8s.rollout_restart(api) | true",
      })
  void aStepHasMoreTimeThanWhatStandsInIt(
      String timeout, String before, String act, boolean found) {
    String text = text(before, act, READY).replace("work\" {", "work\" " + timeout + " {");
    assertEquals(found ? 1 : 0, LintedText.found("L0208", text).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "within 25h every 1m | true",
        "within 5m every 500ms | true",
        "within wait * 2000 every 1m | true",
        "within 24h every 1m | false",
        "within 5m every 1s | false",
      })
  void nobodyWaitsForADayOrAsksTenTimesASecond(String bound, boolean found) {
    String verify = "k8s.ready(api) " + bound;
    assertEquals(
        found ? List.of("verify \"it has worked\" " + verify) : List.of(),
        LintedText.found("L0204", text("", RESTART, verify)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "within 1m every 1m | true",
        "within 1m every 45s | true",
        "within wait every 2m | true",
        "within 30s every wait | true",
        "within 1m every 30s | false",
        "within wait every 5s | false",
      })
  void itIsAskedMoreThanOnce(String bound, boolean found) {
    String verify = "k8s.ready(api) " + bound;
    assertEquals(
        found ? List.of("verify \"it has worked\" " + verify) : List.of(),
        LintedText.found("L0205", text("", RESTART, verify)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.data[\"HOST\"] == \"b\" | true",
        "api.replicas == 3 and config.data[\"HOST\"] == \"b\" | true",
        "api.ready_replicas == 3 | false",
        "config.data[\"HOST\"] == \"b\" and good(api) | false",
        "http.fetch(\"http://a.local/\").status == 200 | false",
      })
  void recoveryIsMoreThanWhatWasOrdered(String check, boolean found) {
    assertEquals(
        found ? List.of("verify \"it works again\" " + check + POLL) : List.of(),
        LintedText.found("L0206", TEXT.formatted("", RESTART, READY, check + POLL)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.replicas == api.replicas",
        "api.replicas <= k8s.deployment(\"godel-api\", in: \"godel\").replicas",
        "size(k8s.pods(\"app=api\", in: \"godel\")) >= 0",
        "0 <= size(k8s.pods(\"app=api\", in: \"godel\"))",
        "size(k8s.pods(\"app=api\", in: \"godel\")) > -1",
        "count(pod in k8s.pods(\"app=api\", in: \"godel\") where k8s.ready(pod)) >= 0",
        "http.fetch(\"http://a.local/\").body matches \".*\"",
        "k8s.ready(api) or not k8s.ready(api)",
        "k8s.ready(api) or true",
        "all(each in take([api], 0) where k8s.ready(each))",
        "not any(each in take([api], 0) where k8s.ready(each))",
        "contains(http.fetch(\"http://a.local/\").body, \"\")",
      })
  void whatHoldsAlwaysIsNoCheck(String verify) {
    assertEquals(
        List.of("verify \"it has worked\" " + verify + POLL),
        LintedText.found("L0207", text("", RESTART, verify + POLL)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.replicas == board.replicas",
        "api.replicas < api.ready_replicas + 1",
        "size(k8s.pods(\"app=api\", in: \"godel\")) >= 1",
        "size(k8s.pods(\"app=api\", in: \"godel\")) > 0",
        "http.fetch(\"http://a.local/\").body matches \".*ok.*\"",
        "k8s.ready(api) or k8s.ready(board)",
        "k8s.ready(api) and true",
        "k8s.ready(api) or not k8s.ready(board)",
        "size(k8s.pods(\"app=api\", in: \"godel\")) >= none_at_all",
        "all(each in take([api, board], none_at_all) where k8s.ready(each))",
        "contains(http.fetch(\"http://a.local/\").body, \"ok\")",
        "any(each in take([api], 0) where k8s.ready(each))",
        "all(each in take([api, board], most) where k8s.ready(each))",
        "api.ready_replicas >= 0 + most",
      })
  void whatCanFailIsACheck(String verify) {
    assertEquals(List.of(), LintedText.found("L0207", text("", RESTART, verify + POLL)));
  }
}
