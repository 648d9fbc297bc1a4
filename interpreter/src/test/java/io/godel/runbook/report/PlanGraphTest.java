package io.godel.runbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Plans;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a title says, the pictures of a plan can be read by the programs that draw them. */
class PlanGraphTest {
  private static final String QUOTED = "\"(?:[^\"\\\\\\n]|\\\\.)*\"";
  private static final String ATTRIBUTE = "[a-z]+=(?:" + QUOTED + "|[a-zA-Z0-9]+)";
  private static final String ATTRIBUTES = "\\[" + ATTRIBUTE + "(?:, " + ATTRIBUTE + ")*\\];";

  /** A line of dot as it is written here, by the grammar of the language. */
  private static final Pattern DOT_LINE =
      Pattern.compile(
          "digraph "
              + QUOTED
              + " \\{"
              + "|  rankdir=TB;"
              + "|  (?:node|edge|n\\d+|n\\d+ -> n\\d+) "
              + ATTRIBUTES
              + "|\\}");

  private static final String TEXT = "\"[^\"\\[\\]{}()<>`\\\\]*\"";

  /** Between quotes nothing is left that could end a box; {@code <br/>} is taken out before. */
  private static final Pattern MERMAID_LINE =
      Pattern.compile(
          "flowchart TD"
              + "|  n\\d+(?:\\{"
              + TEXT
              + "\\}|\\{\\{"
              + TEXT
              + "\\}\\}|\\(\\["
              + TEXT
              + "\\]\\)"
              + "|\\("
              + TEXT
              + "\\)|\\["
              + TEXT
              + "\\]):::[a-z]+"
              + "|  n\\d+ (?:-->|-\\.->)(?:\\|"
              + TEXT
              + "\\|)? n\\d+"
              + "|  classDef [a-z]+ [-a-z0-9:#, ]+");

  private static Plan titled(String title) {
    String literal =
        title
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("$", "\\$")
            .replace("\n", "\\n")
            .replace("\r", "\\r");
    String text = Plans.text("restore").replace("Prove that the backup can be restored", literal);
    return Plans.of(text.replace("Delete the claim data-postgres-0 and all", literal), Map.of());
  }

  @Provide
  Arbitrary<String> titles() {
    Arbitrary<String> odd =
        Arbitraries.of(
            "\"",
            "\\",
            "]",
            "[",
            "{",
            "}",
            "\n",
            "#",
            ";",
            "<b>",
            "-->",
            "|",
            "${x}",
            "`",
            "%%",
            "end",
            "&quot;",
            "\u202e",
            "\u001b[31m",
            "é",
            "🔥",
            " ",
            "(",
            ")",
            "\\n");
    return odd.list().ofMaxSize(8).map(parts -> String.join("", parts));
  }

  @Property(tries = 60)
  void dotCanBeRead(@ForAll @From("titles") String title) {
    for (String line : Dot.of(titled(title)).lines().toList()) {
      assertTrue(DOT_LINE.matcher(line).matches(), line);
    }
  }

  @Property(tries = 60)
  void mermaidCanBeRead(@ForAll @From("titles") String title) {
    for (String line : Mermaid.of(titled(title)).lines().toList()) {
      assertTrue(MERMAID_LINE.matcher(line.replace("<br/>", " ")).matches(), line);
    }
  }

  @Property(tries = 300)
  void mermaidLosesNothing(@ForAll @From("titles") String title) {
    Matcher number = Pattern.compile("#(\\d+);").matcher(Mermaid.escaped(title));
    String back =
        number.replaceAll(
            found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1)))));
    assertEquals(title, back);
  }

  @Example
  void everyArrowHasItsEnds() {
    for (String name : Plans.NAMES) {
      PlanGraph graph = PlanGraph.of(Plans.named(name));
      List<String> ids = graph.boxes().stream().map(PlanGraph.Box::id).toList();
      Set<String> reached = new LinkedHashSet<>(List.of(ids.get(0)));
      for (int i = 0; i < ids.size(); i++) {
        graph.arrows().stream()
            .filter(arrow -> reached.contains(arrow.from()))
            .forEach(arrow -> reached.add(arrow.to()));
      }
      List<String> lost = new ArrayList<>(ids);
      lost.removeAll(reached);
      lost.removeIf(id -> box(graph, id).lines().get(0).equals("abort"));
      assertEquals(List.of(), lost, name);
    }
  }

  private static PlanGraph.Box box(PlanGraph graph, String id) {
    return graph.boxes().stream().filter(box -> box.id().equals(id)).findFirst().orElseThrow();
  }

  @Example
  void thePointOfNoReturnStandsBetweenTheStepAndTheNext() {
    PlanGraph graph = PlanGraph.of(Plans.named("failover"));
    String promote = starting(graph, "promote: ");
    String repoint = starting(graph, "repoint: ");
    String barrier =
        graph.arrows().stream()
            .filter(arrow -> arrow.from().equals(promote))
            .map(PlanGraph.Arrow::to)
            .findFirst()
            .orElseThrow();
    assertEquals(PlanGraph.Kind.BARRIER, box(graph, barrier).kind());
    assertTrue(graph.arrows().contains(new PlanGraph.Arrow(barrier, repoint, "", false)));
  }

  @Example
  void aWayBackIsDashed() {
    PlanGraph graph = PlanGraph.of(Plans.named("failover"));
    String undo = starting(graph, "undo fence");
    PlanGraph.Arrow arrow =
        graph.arrows().stream().filter(it -> it.to().equals(undo)).findFirst().orElseThrow();
    assertTrue(arrow.back());
    assertTrue(
        Dot.of(Plans.named("failover"))
            .contains(" -> " + undo + " [label=\"undo\", style=dashed]"));
    assertTrue(Mermaid.of(Plans.named("failover")).contains(" -.->|\"undo\"| " + undo + "\n"));
    assertFalse(graph.arrows().stream().anyMatch(it -> it.from().equals(undo)));
  }

  private static String starting(PlanGraph graph, String line) {
    return graph.boxes().stream()
        .filter(box -> box.lines().get(0).startsWith(line))
        .map(PlanGraph.Box::id)
        .findFirst()
        .orElseThrow();
  }
}
