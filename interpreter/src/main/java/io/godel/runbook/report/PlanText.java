package io.godel.runbook.report;

import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Permissions;
import io.godel.runbook.plan.PlaceText;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanBounds;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.types.Action;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A plan for people: what will be looked at, asked, done and verified, how long it can take, and
 * where the point of no return is.
 */
public final class PlanText {
  private static final int HASH_SHOWN = 12;
  private static final String MARGIN = "  ";

  private final Plan plan;
  private final Style style;
  private final PlanBounds answered;
  private final PlanNodeLine nodes;
  private final PlanWords words;
  private final List<String> out = new ArrayList<>();
  private final PlanTree tree;

  private PlanText(Plan plan, Style style) {
    this.plan = plan;
    this.style = style;
    this.answered = PlanBounds.answered(plan);
    this.words = new PlanWords(plan);
    this.nodes = new PlanNodeLine(words, answered, source());
    this.tree = new PlanTree(style, out);
  }

  /** A checked runbook has a scenario. */
  private SourceFile source() {
    return plan.scenarios().get(0).span().source();
  }

  /** Ends with a line end. */
  public static String of(Plan plan, Style style) {
    return new PlanText(plan, style).text();
  }

  private String text() {
    head();
    section("Settings", "", plan.settings());
    invariants();
    section("Assessment", atMost(plan.assess()), plan.assess());
    plan.scenarios().forEach(this::scenario);
    section("Recovery check", atMost(plan.recovered()), plan.recovered());
    afterwards();
    out.add("");
    PlanTree.wrapped(PlanSummary.of(plan, words), PlanTree.WIDTH)
        .forEach(row -> out.add(style.bold(row)));
    return String.join("\n", out) + "\n";
  }

  private void head() {
    String title = PlanWords.visible(plan.title());
    String hash = "plan " + plan.hash().substring(0, HASH_SHOWN);
    int gap = PlanTree.WIDTH - title.length() - hash.length();
    out.add(style.bold(title) + " ".repeat(Math.max(2, gap)) + style.faint(hash));
    out.add(style.faint(plan.runbook() + " in " + PlaceText.file(plan.scenarios().get(0).span())));
    out.add("");
    List<PlanLine> facts = new ArrayList<>();
    for (Plan.Argument argument : plan.arguments()) {
      facts.add(
          fact(
              "param",
              argument.variable().name()
                  + ": "
                  + argument.variable().type().shown()
                  + " = "
                  + PlanWords.visible(ValueText.shown(argument.value())),
              argument.given() ? "given" : "default"));
    }
    permissions().forEach((system, wanted) -> facts.add(fact("needs", system + ": " + wanted, "")));
    facts.add(fact("time", time(), ""));
    facts.add(fact("marks", "~ mutates   ! destroys   ━ point of no return", ""));
    tree.draw(facts, "");
  }

  private static PlanLine fact(String label, String text, String right) {
    return PlanLine.of(PlanLine.Kind.PLAIN, label, text, right);
  }

  private String time() {
    return "at most %s while every call gets its answer, %s whatever happens"
        .formatted(
            ValueText.exactDuration(answered.whole()), ValueText.exactDuration(plan.bound()));
  }

  private Map<String, String> permissions() {
    return Permissions.of(plan).stream()
        .collect(
            Collectors.groupingBy(
                Action.Permission::system,
                TreeMap::new,
                Collectors.mapping(Action.Permission::permission, Collectors.joining(", "))));
  }

  private String atMost(List<Node> some) {
    return "at most " + ValueText.exactDuration(answered.of(some));
  }

  private void title(String text, String right) {
    out.add("");
    int gap = Math.max(2, PlanTree.WIDTH - text.length() - right.length());
    out.add(style.bold(text) + (right.isEmpty() ? "" : " ".repeat(gap) + style.faint(right)));
  }

  private void section(String name, String right, List<Node> some) {
    if (!some.isEmpty()) {
      title(name, right);
      tree.draw(nodes.all(some), "");
    }
  }

  private void invariants() {
    if (plan.invariants().isEmpty()) {
      return;
    }
    title("Invariants", "looked at after every effect");
    List<PlanLine> lines = new ArrayList<>();
    for (Plan.Invariant invariant : plan.invariants()) {
      lines.add(
          PlanLine.of(
              PlanLine.Kind.PLAIN,
              "always",
              words.text(invariant.what()),
              nodes.right("", invariant.span()),
              PlanWords.term(invariant.condition())));
    }
    tree.draw(lines, "");
  }

  private void scenario(Plan.Scenario scenario) {
    String time = "at most " + ValueText.exactDuration(answered.of(scenario.name()));
    title(
        "Scenario " + scenario.name() + "  " + words.text(scenario.title()),
        nodes.right(time + " with undo", scenario.span()));
    String when =
        scenario
            .when()
            .map(PlanWords::term)
            .orElse("never by itself: a person or another scenario chooses it");
    tree.draw(List.of(fact("when", when, "")), "");
    tree.draw(nodes.all(scenario.body()), MARGIN);
  }

  private void afterwards() {
    if (!plan.afterwards().isEmpty()) {
      title("Afterwards", "");
      tree.draw(
          plan.afterwards().stream().map(task -> fact("task", words.text(task), "")).toList(), "");
    }
  }
}
