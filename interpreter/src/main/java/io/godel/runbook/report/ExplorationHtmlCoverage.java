package io.godel.runbook.report;

import io.godel.runbook.explore.Coverage;
import io.godel.runbook.explore.Part;
import io.godel.runbook.explore.PartsSeen;
import io.godel.runbook.plan.Plan;
import java.util.List;

/** What the stories of all worlds came to, on the page, and what no story came to. */
final class ExplorationHtmlCoverage {
  private final Html html;
  private final PlanWords words;
  private final Coverage coverage;

  ExplorationHtmlCoverage(Html html, Plan plan, Coverage coverage) {
    this.html = html;
    this.words = new PlanWords(plan);
    this.coverage = coverage;
  }

  void tell() {
    html.open("section", "aria-labelledby", "coverage");
    html.element("h2", "Coverage", "id", "coverage");
    String reached = Counts.of(coverage.reached());
    html.open("p").text(reached + " of " + Counts.of(coverage.parts()) + " parts of the plan ran.");
    html.close();
    long share = coverage.parts() == 0 ? 0 : coverage.reached() * 100 / coverage.parts();
    html.open("div", "class", "track", "aria-hidden", "true");
    html.open("span", "style", "width:" + share + "%").close().close();
    kinds();
    list("Scenarios that were never chosen", coverage.scenarios());
    list("Steps that never began", coverage.steps());
    list(
        "Guards that held in every story: the outcomes are the same without them",
        coverage.guards().stream().map(guard -> words.text(guard.why())).toList());
    list("Steps whose undo was never needed", coverage.undos());
    list(
        "Steps whose failure left a person a changed world and told nobody",
        coverage.unhandled().entrySet().stream()
            .map(it -> ExplorationText.unhandled(it.getKey(), it.getValue()))
            .toList());
    html.close();
  }

  private void kinds() {
    ExplorationHtml.table(html, "Kind", "Seen", "Of", "Never seen");
    for (Part.Kind kind : Part.Kind.values()) {
      PartsSeen some = coverage.seen().of(kind);
      html.open("tr").element("th", kind.word(), "scope", "row");
      html.element("td", Counts.of(some.seen()), "class", "number");
      html.element("td", Counts.of(some.all()), "class", "number");
      html.open("td");
      missed(some);
      html.close().close();
    }
    html.close().close();
  }

  private void missed(PartsSeen some) {
    if (some.missed().isEmpty()) {
      html.text("–");
      return;
    }
    String count = Counts.of(some.missed().size());
    html.open("details").element("summary", count).open("ul");
    for (Part part : some.missed()) {
      String step = part.step().isEmpty() ? "" : " in step " + part.step();
      String line = " (line " + part.span().line() + ")";
      html.element("li", part.what() + step + ": " + part.outcome() + line);
    }
    html.close().close();
  }

  private void list(String title, List<String> items) {
    html.element("h3", title);
    if (items.isEmpty()) {
      html.element("p", "None.");
      return;
    }
    html.open("ul");
    items.forEach(item -> html.element("li", item));
    html.close();
  }
}
