package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator gives is read by its type, and what is wrong is said in one sentence. */
class ArgumentsTest {
  private static TypedRunbook runbook(String params) {
    return Plans.typed(text(params));
  }

  private static String text(String params) {
    return """
    use k8s
    runbook r "R" {
      %s
      let a = k8s.deployment("a", in: "n")
      scenario s "S" when a.ready {
        step x "X" { verify "v" a.ready within 1m every 5s }
      }
      recovered { verify "r" a.ready within 1m every 5s }
    }
    """
        .formatted(params);
  }

  private static Arguments read(String params, Map<String, String> given) {
    return Arguments.read(runbook(params), given);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Bool | false | false",
        "Int | 42 | 42",
        "Int | -7 | -7",
        "Decimal | 2 | 2",
        "Decimal | 0.5 | 0.5",
        "String | plain words | \"plain words\"",
        "Duration | 1h30m | 1h30m",
        "Bytes | 16MiB | 16MiB",
        "Percent | 50% | 50%",
        "Date | 2026-11-23 | 2026-11-23",
        "Instant | 2026-11-23T03:00Z | 2026-11-23T03:00:00Z",
        "Url | http://x/y | http://x/y",
        "k8s.Namespace | shop | \"shop\"",
        "Int? | none | none",
        "Int? | 3 | 3",
        "Level | HIGH | HIGH",
        "Secret<String> | s3cret | •••",
      })
  void aValueIsWrittenAsInARunbook(String type, String written, String shown) {
    Arguments arguments = read("enum Level { LOW, HIGH }\nparam p: " + type, Map.of("p", written));
    assertEquals(List.of(), arguments.problems());
    assertEquals(shown, ValueText.shown(arguments.values().get(0).value()));
  }

  // pain 18
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Bool | no | Bool | write true or false",
        "Bool | \"false\" | Bool | write true or false",
        "Bool | False | Bool | write true or false",
        "Bool | 0 | Bool | write true or false",
        "Int | 5m | Int | write a whole number, as 42",
        "Int | 1 + 1 | Int | write a whole number, as 42",
        "Duration | 90 | Duration | write a time with its unit, as 30s or 1h30m",
        "Bytes | 16 MiB | Bytes | write an amount with its unit, as 16MiB",
        "Int? | x | Int? | write a whole number, as 42, or none",
        "Level | MIDDLE | r.Level | write LOW or HIGH",
      })
  void aWrongValueIsRefused(String type, String written, String shown, String help) {
    Arguments arguments = read("enum Level { LOW, HIGH }\nparam p: " + type, Map.of("p", written));
    assertEquals(
        List.of("`" + written + "` is no " + shown + ", which `p` has to be: " + help),
        arguments.problems());
  }

  @Test
  void aNamespaceHasItsForm() {
    Arguments arguments = read("param p: k8s.Namespace", Map.of("p", "Shop; rm -rf"));
    assertEquals(
        List.of(
            "`Shop; rm -rf` is no k8s.Namespace, which `p` has to be: it has to match"
                + " [a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"),
        arguments.problems());
  }

  @Test
  void aMissingOneIsNamed() {
    assertEquals(
        List.of("`p: Int` has no default: give it with `--param p=…`"),
        read("param p: Int", Map.of()).problems());
  }

  @Test
  void anUnknownOneIsNeverIgnored() {
    assertEquals(
        List.of("the runbook has no parameter `nmaespace`: did you mean `namespace`?"),
        read("param namespace: String = \"a\"", Map.of("nmaespace", "b")).problems());
    assertEquals(
        List.of("the runbook has no parameter `x`: it has none"),
        read("", Map.of("x", "1")).problems());
  }

  @Test
  void whatTheRunbookDemandsIsShownWithTheValue() {
    assertEquals(
        List.of("`size = 7` is refused: it in 10..200"),
        read("param size: Int where it in 10..200 = 50", Map.of("size", "7")).problems());
  }

  @Test
  void everyProblemIsSaid() {
    assertEquals(
        3, read("param m: Int\nparam b: Int = 1", Map.of("b", "x", "c", "1")).problems().size());
  }

  @Test
  void aDefaultThatRestsOnAMissingValueIsNoSecondProblem() {
    assertEquals(
        List.of("`m: Int` has no default: give it with `--param m=…`"),
        read("param m: Int\nparam b: Int = m + 1", Map.of()).problems());
  }

  /** A secret is in no message. */
  @Test
  void aSecretIsNotRepeated() {
    Arguments arguments = read("param p: Secret<Int>", Map.of("p", "hunter2"));
    assertEquals(1, arguments.problems().size());
    assertFalse(arguments.problems().get(0).contains("hunter2"));
  }

  @Test
  void aSecretIsInNoPlan() {
    Plan plan = Plans.of(text("param p: Secret<String>"), Map.of("p", "hunter2"));
    assertFalse(PlanJson.write(plan).toString().contains("hunter2"));
    assertEquals(Value.Secret.class, plan.arguments().get(0).value().getClass());
  }

  /** In the text nothing is read: {@code "false"} is a String there. */
  @Test
  void aTextIsNoBool() {
    List<Diagnostic> found =
        new Checker(Plans.library(), new ParsedSql(), Checker.Siblings.NONE)
            .check(Parser.parse(new SourceFile("t", text("param p: Bool = \"false\""))).tree())
            .diagnostics();
    assertEquals(List.of("E0301"), found.stream().map(each -> each.code().id()).toList());
  }
}
