package io.godel.runbook.report;

import io.godel.runbook.explore.Exploration;
import io.godel.runbook.value.ValueText;
import java.util.List;

/** How long it took until the platform worked again, on the page. */
final class ExplorationHtmlTimes {
  private final Html html;
  private final List<Exploration> worlds;

  ExplorationHtmlTimes(Html html, List<Exploration> worlds) {
    this.html = html;
    this.worlds = worlds;
  }

  void tell() {
    html.open("section", "aria-labelledby", "recovery");
    html.element("h2", "Times to recovery", "id", "recovery");
    long longest =
        worlds.stream()
            .flatMap(it -> it.times().values().stream())
            .mapToLong(it -> it.worst().toMillis())
            .max()
            .orElse(0);
    if (longest == 0) {
      html.element("p", "No story recovered.");
      html.close();
      return;
    }
    html.element(
        "p", "In virtual time, from the start of the run until the platform worked again.");
    ExplorationHtml.table(
        html,
        "World",
        "Scenario",
        "When nothing else goes wrong",
        "At worst",
        ExplorationHtml.COUNT);
    for (Exploration world : worlds) {
      world.times().forEach((scenario, times) -> recovered(world, scenario, times, longest));
    }
    html.close().close().close();
  }

  private void recovered(
      Exploration world, String scenario, Exploration.Times times, long longest) {
    html.open("tr");
    html.open("th", "scope", "row").element("code", world.world()).close();
    html.element("td", scenario);
    html.element("td", times.plain().map(ValueText::duration).orElse("–"));
    html.open("td").text(ValueText.duration(times.worst()));
    long share = times.worst().toMillis() * 100 / longest;
    html.open("span", "class", "bar", "style", "width:" + share + "%", "aria-hidden", "true");
    html.close().close();
    html.element("td", Counts.of(times.runs()), "class", "number");
    html.close();
  }
}
