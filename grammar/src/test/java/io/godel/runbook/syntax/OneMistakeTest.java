package io.godel.runbook.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.source.SourceFile;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One mistake in a right text gives one message, whichever of its places it is made in. */
class OneMistakeTest {
  private static final String RIGHT =
      """
      use k8s, pg

      /// PostgreSQL fails.
      runbook failover "Failover" {
        owner "dba@company.com"
        reviewed 2026-11-23 every 90d
        severity high
        alert "Down"
        contact "PagerDuty" service "Critical"
        related redis_outage, agent_storm

        param namespace: k8s.Namespace = "godel"
        param pool: Int where it in 10..200 = 50
        let primary = pg.server("primary")

        invariant "one primary" {
          count(s in [primary, replica] where pg.writable(s)) <= 1
        }

        assess {
          let lag = pg.lag(replica)
        }

        scenario failover "Primary lost" when not reachable and pg.answers(replica) {
          step fence "Fence the old primary" {
            let set = k8s.statefulset("postgres", in: namespace)
            guard "at most ${max_lag} is lost"
              pg.loss(replica, primary) <= max_lag
              else skip
            approve "Go on?" by "dba" within 10m else abort
            do k8s.scale(set, replicas: 0)
            verify "gone, as asked"
              size(k8s.pods(set)) == 0 within 2m every 5s
            undo {
              do k8s.scale(set, replicas: before)
            }
          }

          step promote "Promote the replica" {
            if lag > 16MiB {
              warn "far behind" lag < 1MiB
            } else {
              await "caught up" lag == 0B within 5m every 1s
            }
            for pod in pods {
              do k8s.delete(pod)
            }
            undo none because "a new timeline has begun"
          }
        }

        recovered {
          verify "ready" http.get("http://api/ready").status == 200 within 5m every 10s
        }

        afterwards {
          task "Write it down"
        }

        test "a dead primary" in world "primary-lost" {
          expect scenario failover
          expect outcome succeeded
        }
      }
      """;

  private static final Set<String> KEYWORDS =
      Set.of(
          "owner",
          "reviewed",
          "severity",
          "alert",
          "contact",
          "related",
          "param",
          "invariant",
          "assess",
          "scenario",
          "step",
          "guard",
          "approve",
          "verify",
          "undo",
          "warn",
          "await",
          "recovered",
          "afterwards",
          "test",
          "expect",
          "task",
          "within",
          "every",
          "where",
          "because");

  private static List<Diagnostic> said(String text) {
    return Parser.parse(new SourceFile("text", text)).diagnostics();
  }

  private static void one(String text, Code code) {
    List<Diagnostic> said = said(text);
    String shown = new TextRenderer(Marks.PLAIN).render(said);
    assertEquals(List.of(code), said.stream().map(Diagnostic::code).toList(), shown);
  }

  private static Stream<MatchResult> places(String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(RIGHT).results();
  }

  private static String name(MatchResult place) {
    return place.group().strip() + " at line " + new SourceFile("", RIGHT).line(place.start());
  }

  private static String without(MatchResult place, int group) {
    return RIGHT.substring(0, place.start(group)) + RIGHT.substring(place.end(group));
  }

  @TestFactory
  Stream<DynamicTest> theTextIsRight() {
    return Stream.of(
        DynamicTest.dynamicTest("says nothing", () -> assertEquals(List.of(), said(RIGHT))));
  }

  @TestFactory
  Stream<DynamicTest> closingBraceMissing() {
    return places("^ *(\\})$")
        .map(
            place ->
                DynamicTest.dynamicTest(name(place), () -> one(without(place, 1), Code.UNCLOSED)));
  }

  @TestFactory
  Stream<DynamicTest> openingBraceMissing() {
    return places("^[^}\\n]*(\\{)$")
        .map(
            place ->
                DynamicTest.dynamicTest(name(place), () -> one(without(place, 1), Code.UNOPENED)));
  }

  @TestFactory
  Stream<DynamicTest> closingBraceTooMany() {
    return places("^ *(\\})\\n")
        .map(
            place -> {
              String text = place.group() + RIGHT.substring(place.end());
              return DynamicTest.dynamicTest(
                  name(place),
                  () ->
                      one(RIGHT.substring(0, place.start()) + place.group() + text, Code.UNOPENED));
            });
  }

  @TestFactory
  Stream<DynamicTest> keywordMisspelt() {
    return places("(?<![\"\\w])[a-z]{4,}(?![\\w\"])")
        .filter(place -> KEYWORDS.contains(place.group()))
        .filter(place -> !RIGHT.startsWith("expect ", place.start() - "expect ".length()))
        .map(
            place -> {
              String word = place.group();
              String misspelt = word.charAt(0) + word.substring(2);
              String text = RIGHT.substring(place.end());
              return DynamicTest.dynamicTest(
                  name(place),
                  () ->
                      one(
                          RIGHT.substring(0, place.start()) + misspelt + text,
                          Code.MISSPELT_KEYWORD));
            });
  }

  @TestFactory
  Stream<DynamicTest> roundBracketMissing() {
    return places("(\\))(?= *$| within| <=| \\{| else)")
        .map(
            place ->
                DynamicTest.dynamicTest(name(place), () -> one(without(place, 1), Code.UNCLOSED)));
  }

  @TestFactory
  Stream<DynamicTest> quoteMissing() {
    return places("\"[\\w ]+(\")(?= |$)")
        .map(
            place ->
                DynamicTest.dynamicTest(
                    name(place),
                    () -> {
                      List<Diagnostic> said = said(without(place, 1));
                      assertEquals(1, said.size(), new TextRenderer(Marks.PLAIN).render(said));
                    }));
  }
}
