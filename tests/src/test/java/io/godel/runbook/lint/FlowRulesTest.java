package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts the rules of flow find fault with, and which they leave alone. */
final class FlowRulesTest {
  private static final String RECOVERED =
      """
        recovered { verify "the API is ready" k8s.ready(api) within 5m every 10s }
      }
      """;

  private static final String HEAD =
      """
      use k8s, http
      runbook example "An example" {
        param most: Int = 5
        let api = k8s.deployment("godel-api", in: "godel")
        let worker = k8s.deployment("godel-worker", in: "godel")
        let config = k8s.configmap("godel-config", in: "godel")
      """;

  private static String choices(String first, String second) {
    return HEAD
        + """
            assess {
              let up = k8s.ready(api)
              let full = api.replicas == most
              let wanted = api.replicas
              let phase = k8s.phase(k8s.statefulset("a", in: "b").pod())
              let told = config.data["HOST"]
            }
            scenario one "The first one" when %s {
              await "it is there" k8s.ready(api) within 1m every 5s
            }
            scenario two "The second one" when %s {
              await "it is there" k8s.ready(api) within 1m every 5s
            }
          """
            .formatted(first, second)
        + RECOVERED;
  }

  private static String steps(String scenario) {
    return HEAD + "  scenario one \"The first one\" {\n" + scenario + "  }\n" + RECOVERED;
  }

  private static String step(String body) {
    return steps("    step work \"Do the work\" {\n" + body + "    }\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up | up",
        "not up | not up and full",
        "wanted > 3 | wanted > 5",
        "wanted in 1..10 | wanted in 5..20",
        "wanted >= 3 and wanted < 5 | wanted == 4",
        "phase == RUNNING | phase != FAILED",
        "not (up and full) | not full",
        "wanted < most | most > wanted",
        "up or full | full",
        "told != none | told == \"a\"",
        "wanted in [1, 2, 3] | wanted == 2",
        "if up then full else wanted == 1 | up and full",
      })
  void scenariosThatFitTogetherAreFound(String first, String second) {
    assertEquals(
        List.of("scenario two \"The second one\" when " + second + " {"),
        LintedText.found("L0302", choices(first, second)));
    assertEquals(
        List.of("scenario two \"The second one\" when " + first + " {"),
        LintedText.found("L0302", choices(second, first)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up | not up",
        "up | full",
        "wanted > 3 | wanted <= 3",
        "wanted > most | wanted < 3",
        "wanted > 3 and up | wanted > 5 and not up",
        "phase == RUNNING | phase in [k8s.Phase.PENDING, k8s.Phase.FAILED]",
        "up and wanted > 3 | full",
        "wanted < most | wanted >= most",
        "wanted > 3 and wanted < 5 | wanted > 4 and wanted < 6",
        "told == none | told == \"a\"",
        "wanted in 1..10 | not (wanted in 1..10)",
      })
  void scenariosThatDoNotOrThatNobodyKnowsOfAreNot(String first, String second) {
    assertEquals(List.of(), LintedText.found("L0302", choices(first, second)));
    assertEquals(List.of(), LintedText.found("L0302", choices(second, first)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wanted > 3 and wanted < 4",
        "(up or wanted == 1) and not up and wanted > 1",
        "phase == RUNNING and phase == FAILED",
        "wanted in 1..3 and wanted in 5..7",
        "wanted < most and wanted > most",
        "(up or full) and not up and not full",
        "told == none and told == \"a\"",
        "not (phase in [k8s.Phase.PENDING, k8s.Phase.RUNNING, k8s.Phase.SUCCEEDED, k8s.Phase.FAILED, k8s.Phase.UNKNOWN])",
      })
  void aContradictionIsFound(String when) {
    assertEquals(1, LintedText.found("L0303", choices(when, "wanted == 99")).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wanted > 3 and wanted <= 4",
        "wanted > 3 and most < 3",
        "wanted >= most and wanted <= most",
        "up and wanted * 2 > 3",
        "told != none and told != \"a\"",
      })
  void whatCanBeIsNoContradiction(String when) {
    assertEquals(List.of(), LintedText.found("L0303", choices(when, "wanted == 99")));
  }

  private static final String ACT =
      """
              do k8s.rollout_restart(api)
              verify "all pods are new" k8s.rollout_done(api) within 5m every 5s
              undo keep because "a restart cannot be taken back"
      """;

  @Test
  void whatStandsBehindAnEndIsFound() {
    String ended =
        """
            if k8s.ready(api) { abort "it is there" } else { escalate to "API" with api }
        """;
    assertEquals(
        List.of("step work \"Do the work\" {"),
        LintedText.found(
            "L0301", steps(ended + "    step work \"Do the work\" {\n" + ACT + "    }\n")));
    assertEquals(
        List.of("do k8s.rollout_restart(api)"),
        LintedText.found("L0301", step("abort \"no\"\n" + ACT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 > 2", "k8s.ready(api) and not k8s.ready(api)"})
  void aBranchThatIsNeverTakenIsFound(String condition) {
    String branch = "    if " + condition + " {\n      abort \"no\"\n    }\n";
    assertEquals(List.of("abort \"no\""), LintedText.found("L0301", steps(branch)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if k8s.ready(api) { abort \"it is there\" }",
        "if most > 3 { abort \"so many\" } else { warn \"few\" most > 1 }",
        "parallel { await \"a\" k8s.ready(api) within 1m every 5s }",
      })
  void whatCanBeReachedIsNot(String before) {
    assertEquals(
        List.of(),
        LintedText.found(
            "L0301", steps(before + "\n    step work \"Do the work\" {\n" + ACT + "    }\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "guard \"so\" k8s.ready(api) | 1",
        "guard \"so\" k8s.ready(api) else abort \"no\" | 1",
        "guard \"so\" k8s.ready(api) else skip | 0",
        "await \"so\" k8s.ready(api) within 1m every 5s else skip | 0",
        "approve \"So?\" by \"dba\" within 1m else abort on timeout skip | 0",
        "if most > 3 { guard \"so\" k8s.ready(api) else skip } | 0",
      })
  void aStepThatIsNotLeftOutCanEndTheRun(String before, int findings) {
    String ending = "step end \"End it\" {\n" + before + "\nabort \"no\"\n}\n";
    String next = "    step work \"Do the work\" {\n" + ACT + "    }\n";
    assertEquals(findings, LintedText.found("L0301", steps(ending + next)).size());
  }

  @Test
  void anEndBeforeAClauseIsNone() {
    assertEquals(
        List.of(),
        LintedText.found("L0301", step(ACT + "      on failure escalate to \"API\" with api\n")));
  }

  @Test
  void aRecoveryCheckThatLooksElsewhereIsFound() {
    String other = ACT.replace("(api)", "(worker)");
    assertEquals(
        List.of("scenario one \"The first one\" {"), LintedText.found("L0304", step(other)));
    assertEquals(List.of(), LintedText.found("L0304", step(ACT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.fetch(\"https://api.example.com/\").status == 200",
        "k8s.ready(k8s.statefulset(\"postgres\", in: \"godel\"))",
        "size(k8s.pods(\"app=api\", in: \"godel\")) > 2",
      })
  void aCheckFromOutsideOrOfAnotherKindMayDepend(String check) {
    String text =
        step(ACT.replace("(api)", "(worker)")).replace("k8s.ready(api) within", check + " within");
    assertEquals(List.of(), LintedText.found("L0304", text));
  }

  private static final String PATCH = "do k8s.patch(config, data: { \"A\": \"b\" })\n";
  private static final String RESTART = "do k8s.rollout_restart(api)\n";
  private static final String END =
      """
      verify "it is there" k8s.ready(api) within 5m every 5s
      undo keep because "it does no harm"
      """;

  @Test
  void settingsThatNobodyReadsAreFound() {
    assertEquals(List.of(PATCH.strip()), LintedText.found("L0305", step(PATCH + END)));
    assertEquals(List.of(), LintedText.found("L0305", step(PATCH + RESTART + END)));
    assertEquals(List.of(), LintedText.found("L0305", step(RESTART + PATCH + END)));
    String undo =
        """
        verify "it is there" k8s.ready(api) within 5m every 5s
        undo {
          do k8s.patch(config, data: { "A": "c" })
          verify "it is as before" config.data["A"] == "c" within 1m every 5s
        }
        """;
    assertEquals(
        List.of("do k8s.patch(config, data: { \"A\": \"c\" })"),
        LintedText.found("L0305", step(PATCH + RESTART + undo)));
  }

  @Test
  void branchesAreToldApart() {
    String apart = "if k8s.ready(api) {\n" + PATCH + "} else {\n" + RESTART + "}\n" + END;
    assertEquals(List.of(PATCH.strip()), LintedText.found("L0305", step(apart)));
    String behind = "if k8s.ready(api) {\n" + PATCH + "}\n" + RESTART + END;
    assertEquals(List.of(), LintedText.found("L0305", step(behind)));
  }

  @Test
  void aRestartBeforeThePatchIsFound() {
    assertEquals(List.of(RESTART.strip()), LintedText.found("L0306", step(RESTART + PATCH + END)));
    assertEquals(List.of(), LintedText.found("L0306", step(PATCH + RESTART + END)));
    assertEquals(List.of(), LintedText.found("L0306", step(RESTART + PATCH + RESTART + END)));
    String apart = "if k8s.ready(api) {\n" + RESTART + "} else {\n" + PATCH + "}\n" + END;
    assertEquals(List.of(), LintedText.found("L0306", step(apart)));
  }

  private static String undone(String before, String back) {
    return step(
        """
              %s
              do k8s.scale(api, replicas: 9)
              verify "they are ready" api.ready_replicas == 9 within 5m every 5s
              undo {
                do k8s.scale(api, replicas: %s)
                verify "as before" api.replicas < 9 within 1m every 5s
              }
        """
            .formatted(before, back));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "let before = api.replicas | 3",
        "let before = api.replicas | most",
        "let before = api.replicas | worker.replicas",
      })
  void anUndoThatSetsSomethingElseIsFound(String before, String back) {
    assertEquals(
        List.of("do k8s.scale(api, replicas: " + back + ")"),
        LintedText.found("L0308", undone(before, back)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "let before = api.replicas | before",
        "let before = api.replicas | before + 1",
        "let before = worker.replicas | 3",
        "let before = api.ready_replicas | 3",
        "guard \"so\" api.replicas == 3 | 3",
      })
  void anUndoThatRestoresOrKnowsNothingIsNot(String before, String back) {
    assertEquals(List.of(), LintedText.found("L0308", undone(before, back)));
  }

  @Test
  void aCallTwiceInARowIsFound() {
    String scale = "do k8s.scale(api, replicas: 2)\n";
    assertEquals(List.of(scale.strip()), LintedText.found("L0309", step(scale + scale + END)));
    assertEquals(List.of(), LintedText.found("L0309", step(scale + scale.replace("2", "3") + END)));
    String between = "await \"it is there\" k8s.ready(api) within 1m every 5s\n";
    assertEquals(List.of(), LintedText.found("L0309", step(scale + between + scale + END)));
  }

  private static String failing(String failure) {
    return undone("let before = api.replicas", "before")
        .replace("      undo {", "      on failure {\n" + failure + "      }\n      undo {");
  }

  @Test
  void whatOnlyKeepsTheUndoFromBeingDoneIsFound() {
    String back =
        """
                do k8s.scale(api, replicas: before)
                verify "as before" api.replicas == before within 1m every 5s
        """;
    assertEquals(
        List.of("on failure {"),
        LintedText.found("L0310", failing("warn \"so\" k8s.ready(api)\n")));
    assertEquals(List.of("on failure {"), LintedText.found("L0310", failing(back)));
    assertEquals(
        List.of(), LintedText.found("L0310", failing(back + "escalate to \"API\" with before\n")));
    assertEquals(List.of(), LintedText.found("L0310", failing(back.replace("(api", "(worker"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "['sh', '-c', 'cat /a.sql | psql -U godel'] # 0",
        "['sh', '-c', 'cd / && psql -U godel'] # 1",
        "['sh', '-c', 'dmesg | tail -f'] # 1",
        "['tail', '-f', '/log'] # 1",
        "['tail', '-n', '100', '-F', '/log'] # 1",
        "['tail', '-n', '100', '/f'] # 0",
        "['sh', '-c', 'cd /var/log; tail -f a'] # 1",
        "['sh', '-c', 'cat /var/log/tail'] # 0",
        "['watch', 'df'] # 1",
        "['/usr/bin/less', '/log'] # 1",
        "['top'] # 1",
        "['top', '-b', '-n', '1'] # 0",
        "['bash'] # 1",
        "['bash', '/scripts/mend.sh'] # 0",
        "['psql', '-U', 'godel'] # 1",
        "['psql', '-U', 'godel', '-c', 'SELECT 1'] # 0",
        "['redis-cli', 'MONITOR'] # 1",
        "['redis-cli', 'INFO'] # 0",
        "['kubectl', 'exec', '-it', 'a', '--', 'ls'] # 1",
        "['sleep', 'infinity'] # 1",
      })
  void aCommandThatNobodyEndsIsFound(String command, int findings) {
    String exec =
        "do k8s.exec(k8s.statefulset(\"a\", in: \"b\").pod(), "
            + command.replace('\'', '"')
            + ")\n";
    assertEquals(findings, LintedText.found("L0311", step(exec + END)).size());
  }
}
