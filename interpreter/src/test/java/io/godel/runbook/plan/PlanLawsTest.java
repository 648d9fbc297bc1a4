package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.report.Dot;
import io.godel.runbook.report.Mermaid;
import io.godel.runbook.report.PlanText;
import io.godel.runbook.report.Style;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the plan of every runbook. */
class PlanLawsTest {
  private static final List<String> BODIES =
      List.of(
          """
          verify "v" a.ready within 1m every 5s""",
          """
          guard "g" a.ready and b.ready else skip
          verify "v" b.ready within 2s every 1s""",
          """
          do k8s.scale(a, replicas: n)
          verify "v" a.ready within 1m every 5s
          undo {
            do k8s.scale(a, replicas: 3)
            verify "u" a.ready within 1m every 5s
          }""",
          """
          approve "sure?" by "ops" within 5m on timeout skip
          do k8s.rollout_restart(b) timeout 9s
          verify "v" b.ready within 1m every 5s
          undo none because "it is so"\
          """,
          """
          manual "do it" by "ops" within 1h { evidence word: String "what?" }""",
          """
          if a.ready { do k8s.scale(b, replicas: 1) } else { do k8s.scale(b, replicas: 2) }
          verify "v" b.ready within 1m every 5s
          undo keep because "fine"
          on failure escalate to "ops"\
          """);

  /** A step by its body, and what stands around it. */
  record Piece(int body, int around) {
    String text(int number) {
      String step = "step x%d \"Step %d\" {\n%s\n}\n".formatted(number, number, BODIES.get(body));
      return switch (around) {
        case 1 -> "for i" + number + " in 1..3 max 2 at once {\n" + step + "}\n";
        case 2 -> "parallel {\n" + step + "}\n";
        case 3 -> "if b.ready {\n" + step + "}\n";
        default -> step;
      };
    }
  }

  @Provide
  Arbitrary<List<Piece>> pieces() {
    Arbitrary<Integer> body = Arbitraries.integers().between(0, BODIES.size() - 1);
    Arbitrary<Integer> around = Arbitraries.integers().between(0, 3);
    return net.jqwik.api.Combinators.combine(body, around)
        .as(Piece::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static String steps(List<Piece> pieces, int first) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      out.append(pieces.get(i).text(first + i));
    }
    return out.toString();
  }

  private static String runbook(String steps) {
    return """
    use k8s
    runbook r "R" {
      param n: Int = 2
      let a = k8s.deployment("a", in: "n")
      let b = k8s.deployment("b", in: "n")
      scenario s "S" when not a.ready {
    %s  }
      recovered { verify "r" a.ready within 1m every 5s }
    }
    """
        .formatted(steps);
  }

  private static Plan plan(String steps) {
    return Plans.of(runbook(steps), Map.of());
  }

  @Property(tries = 60)
  void theSameTextIsTheSamePlan(@ForAll @From("pieces") List<Piece> pieces) {
    Plan first = plan(steps(pieces, 0));
    Plan second = plan(steps(pieces, 0));
    assertEquals(PlanJson.write(first).toString(), PlanJson.write(second).toString());
    assertEquals(PlanText.of(first, Style.PLAIN), PlanText.of(second, Style.PLAIN));
    assertEquals(Mermaid.of(first), Mermaid.of(second));
    assertEquals(Dot.of(first), Dot.of(second));
  }

  @Property(tries = 40)
  void theSchemaDescribesIt(@ForAll @From("pieces") List<Piece> pieces) {
    assertEquals(List.of(), PlanSchemaTest.objections(PlanJson.write(plan(steps(pieces, 0)))));
  }

  @Property(tries = 60)
  void layoutMeansNothing(@ForAll @From("pieces") List<Piece> pieces) {
    String steps = steps(pieces, 0);
    String loose = steps.replace("\n", " // remark\n\n   ");
    assertEquals(plan(steps).hash(), plan(loose).hash());
  }

  @Property(tries = 60)
  void idsStayWhenStepsComeBefore(
      @ForAll @From("pieces") List<Piece> pieces, @ForAll @From("pieces") List<Piece> more) {
    List<String> before = PlanIdsTest.ids(plan(steps(pieces, 0)));
    List<String> after = PlanIdsTest.ids(plan(steps(more, 100) + steps(pieces, 0)));
    assertEquals(new ArrayList<>(new LinkedHashSet<>(after)), after);
    TreeSet<String> gone = new TreeSet<>(before);
    gone.removeAll(after);
    assertEquals(List.of(), List.copyOf(gone));
  }

  @Property(tries = 60)
  void moreStepsTakeLonger(
      @ForAll @From("pieces") List<Piece> pieces, @ForAll @From("pieces") List<Piece> more) {
    Plan less = plan(steps(pieces, 0));
    assertTrue(plan(steps(pieces, 0) + steps(more, 100)).bound().compareTo(less.bound()) > 0);
  }
}
