package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts the rules of style find fault with, and what their fixes make of them. */
final class StyleRulesTest {
  private static String text(String use, String items, String body) {
    return """
        use %s
        runbook example "An example" {
          let api = k8s.deployment("godel-api", in: "godel")
          %s
          scenario work "There is work to do" {
            step work "Do the work" {
              %s
            }
          }
          recovered { verify "the API is ready" k8s.ready(api) within 5m every 10s }
        }
        """
        .formatted(use, items, body);
  }

  private static final String RESTART =
      """
      do k8s.rollout_restart(api)
      verify "all pods are new" k8s.rollout_done(api) within 5m every 5s
      undo keep because "a restart cannot be taken back"
      """;

  private static int found(String rule, String items, String body) {
    return LintedText.found(rule, text("k8s", items, body)).size();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "let maxLag = 3 | 1",
        "let max_lag2 = 3 | 0",
        "let MAX = 3 | 1",
        "param max__lag: Int = 3 | 1",
        "record LongQuery { pid: Int } | 0",
        "record long_query { pid: Int } | 1",
        "enum Colour { RED, DARK_RED } | 0",
        "enum Colour { Red } | 1",
        "action isUp(api: k8s.Deployment) -> Bool = k8s.ready(api) | 1",
        "assess { let isUp = k8s.ready(api) } | 1",
      })
  void aNameHasTheFormOfItsKind(String item, int findings) {
    assertEquals(findings, found("L0601", item, RESTART));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "guard \"few\" api.replicas < most | 0",
        "warn \"at most ${most}\" k8s.ready(api) | 0",
        "verify \"few\" api.replicas < 3 within wait every 5s | 1",
      })
  void aParameterIsUsedInTextsAndBoundsToo(String statement, int findings) {
    String params = "param most: Int = 3\nparam wait: Duration = 5m\n" + "let w = wait";
    assertEquals(findings, found("L0602", params, statement + "\n" + RESTART));
  }

  private static String step(String name, String body) {
    return "scenario "
        + name
        + " \"So it is\" { step do_"
        + name
        + " \"Do it\" {\n"
        + body
        + "} }\n";
  }

  @Test
  void theSameWorkTwiceIsFoundWhateverIsAroundIt() {
    String work = "do k8s.scale(api, replicas: 3)\n" + RESTART;
    assertEquals(
        1,
        found(
            "L0603", step("a", work) + step("b", "guard \"a\" k8s.ready(api)\n" + work), RESTART));
    assertEquals(0, found("L0603", step("a", work) + step("b", work.replace("3", "4")), RESTART));
    assertEquals(0, found("L0603", step("a", RESTART) + step("b", RESTART), RESTART));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api.replicas < 17 and api.ready_replicas < 17 and api.replicas + 1 != 17 | 1",
        "api.replicas < 17 and api.ready_replicas < 17 | 0",
        "api.replicas < 3 and api.ready_replicas < 3 and api.replicas + 1 != 3 | 0",
        "now() - now() < 7h and now() - now() < 7h and now() - now() < 7h | 1",
      })
  void aValueInManyPlacesIsFound(String condition, int findings) {
    assertEquals(findings, found("L0604", "", "guard \"so\" " + condition + "\n" + RESTART));
  }

  @Test
  void boundsPortsAndNamedValuesAreNot() {
    String bounds = "await \"a\" k8s.ready(api) within 7m every 7s\n".repeat(4);
    assertEquals(0, found("L0604", "", bounds + RESTART));
    String items =
        """
        param a: Int = 17
        let b = 17
        action c(api: k8s.Deployment) -> Bool = api.replicas == 17
        test "d" in world "w" { expect api.replicas == 17 }
        """;
    assertEquals(0, found("L0604", items, "guard \"so\" c(api) and a < b\n" + RESTART));
    String ports =
        """
        guard "so" http.get(from: api, url: "http://a:1/").status == 503
          or http.get(from: api, url: "http://b:1/").status == 503
          or http.get(from: api, url: "http://c:1/").status == 503
        """;
    assertEquals(0, LintedText.found("L0604", text("k8s, http", "", ports + RESTART)).size());
  }

  @Test
  void aValueCalledLikeAnActionIsFound() {
    String action = "action missing(api: k8s.Deployment) -> Int = 5 - api.replicas\n";
    assertEquals(1, found("L0605", action + "assess { let missing = missing(api) }", RESTART));
    assertEquals(0, found("L0605", action + "assess { let away = missing(api) }", RESTART));
  }

  private static String fixed(String rule, String text) {
    Linted linted = LintedText.lint(rule, text, "");
    return Fixer.fix(linted.source().orElseThrow(), linted.findings()).text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k8s, pg", "pg, k8s", "k8s , pg", "pg , k8s"})
  void aModuleIsTakenOutWithItsComma(String use) {
    assertEquals(text("k8s", "", RESTART), fixed("L0606", text(use, "", RESTART)));
  }

  @Test
  void neighboursAreTakenOutOneAfterTheOther() {
    String once = fixed("L0606", text("k8s, pg, net", "", RESTART));
    assertEquals(text("k8s, net", "", RESTART), once);
    assertEquals(text("k8s", "", RESTART), fixed("L0606", once));
  }

  @Test
  void aLineOfItsOwnGoesAsAWhole() {
    String text = text("k8s", "", RESTART);
    assertEquals(text, fixed("L0606", text.replace("use k8s\n", "use k8s\nuse pg\n")));
    String among = text.replace("use k8s\n", "use /* a */ pg\nuse k8s\n");
    assertEquals(among, fixed("L0606", among));
    assertEquals(List.of("use /* a */ pg"), LintedText.found("L0606", among));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not not up | up",
        "not (not (up or full)) and up | (up or full) and up",
        "up == true | up",
        "up != true | not up",
        "up == false | not up",
        "true == up | up",
        "(up or full) == false | (not (up or full))",
        "if up then true else false | up",
        "if up and full then false else true | not (up and full)",
      })
  void whatIsRoundaboutBecomesPlain(String before, String after) {
    String items = "assess {\n let up = k8s.ready(api)\n let full = api.replicas > 3\n }";
    String text = text("k8s", items, "guard \"so\" %s\n" + RESTART);
    assertEquals(
        text.formatted(after.startsWith("(not") ? "not (up or full)" : after),
        fixed("L0607", text.formatted(before)));
  }

  @Test
  void whatMayBeNoneHasToBeCompared() {
    String items = "let flags = { \"a\": true }";
    assertEquals(0, found("L0607", items, "guard \"so\" flags[\"a\"] == true\n" + RESTART));
  }

  @Test
  void aValueThatNobodyAsksForIsTakenOutWhereItLooksAtNothing() {
    String text = text("k8s", "%s", RESTART);
    assertEquals(
        text.formatted("let b = 2").replace("  let b = 2\n", ""),
        fixed("L0608", text.formatted("let b = 2")));
    assertEquals(0, found("L0608", "let b = api.replicas", RESTART));
  }

  @Test
  void anActionThatAnotherOneCallsIsCalled() {
    String items =
        """
        action one(api: k8s.Deployment) -> Int = api.replicas
        action two(api: k8s.Deployment) -> Int = one(api) + 1
        """;
    assertEquals(1, found("L0609", items, RESTART));
    assertEquals(0, found("L0609", items, "guard \"so\" two(api) > 1\n" + RESTART));
    String acting =
        """
        action again(api: k8s.Deployment) {
          do k8s.rollout_restart(api)
          verify "all pods are new" k8s.rollout_done(api) within 5m every 5s
        }
        """;
    assertEquals(1, found("L0609", acting, RESTART));
    assertEquals(0, found("L0609", acting, "do again(api)\nundo keep because \"so\"\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "afterwards { } | 1",
        "afterwards { task \"Look\" } | 0",
        "assess { } | 1",
        "assess { let up = k8s.ready(api) } | 0",
        "scenario a \"It is so\" { step b \"Do nothing\" { } } | 1",
        "scenario a \"It is so\" { } | 0",
      })
  void aBlockWithoutContentIsFound(String item, int findings) {
    assertEquals(findings, found("L0610", item, RESTART));
  }

  @Test
  void aBranchThatDoesNothingIsFoundAndACommentIsKept() {
    String branch = "if k8s.ready(api) { } else { warn \"few\" api.replicas > 3 }\n";
    assertEquals(1, found("L0610", "", branch + RESTART));
    String text = text("k8s", "afterwards { /* later */ }", RESTART);
    assertEquals(text, fixed("L0610", text));
    assertEquals(
        text.replace("  afterwards { /* later */ }\n", ""),
        fixed("L0610", text.replace("/* later */", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"L0307", "L0602", "L0606", "L0608", "L0609"})
  void whatWasNotUnderstoodMayUseAnything(String rule) {
    String items =
        """
        param most: Int = 3
          let limit = 4
          action few(api: k8s.Deployment) -> Bool = api.replicas < 3
        """;
    String body =
        "let before = api.replicas\nguard \"so\" nothing(few(api), most, limit, before)\n";
    Linted linted = LintedText.read(rule, text("k8s, pg", items, body + RESTART), "");
    assertEquals(
        List.of("E0205"),
        linted.findings().stream().map(it -> it.diagnostic().code().id()).toList());
  }
}
