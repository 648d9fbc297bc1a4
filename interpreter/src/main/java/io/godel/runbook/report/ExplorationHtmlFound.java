package io.godel.runbook.report;

import io.godel.runbook.explore.Exploration;
import io.godel.runbook.explore.Retelling;
import io.godel.runbook.explore.Story;
import io.godel.runbook.explore.Violation;
import java.util.List;
import java.util.Locale;

/** What was that must never be, on the page: each with its story, and with drills to paste. */
final class ExplorationHtmlFound {
  private final Html html;
  private final String file;
  private final List<Exploration> worlds;

  ExplorationHtmlFound(Html html, String file, List<Exploration> worlds) {
    this.html = html;
    this.file = file;
    this.worlds = worlds;
  }

  void tell() {
    html.open("section", "aria-labelledby", "found");
    html.element("h2", "What must never be", "id", "found");
    if (worlds.stream().allMatch(it -> it.violations().isEmpty())) {
      html.element("p", "Nothing of it was, in any story that was tried.");
    }
    for (Exploration world : worlds) {
      StoryWords.byStory(world).forEach((story, found) -> story(world, story, found));
    }
    html.close();
  }

  private void story(Exploration world, Story story, List<Violation> found) {
    html.open("article", "class", "found");
    for (Violation violation : found) {
      html.element("h3", "✗ " + violation.kind().sentence());
      html.element("p", violation.what(), "class", "what");
    }
    html.open("dl");
    html.element("dt", "World").open("dd").element("code", world.world()).close();
    StoryWords.ranged(world)
        .forEach(it -> html.element("dt", "Parameter").open("dd").element("code", it).close());
    html.element("dt", "Story").open("dd").element("code", StoryWords.name(story)).close();
    html.element("dt", "See it").open("dd");
    html.element("code", StoryWords.command(file, world, story)).close();
    html.close();
    Retelling told = Retelling.of(world.setting(), story, found);
    timeline(Timeline.of(told));
    html.element("h4", found.size() == 1 ? "Drill" : "Drills");
    for (Violation violation : found) {
      html.lines("pre", StoryWords.drill(world, violation, story, told));
    }
    html.close();
  }

  private void timeline(List<TimelineEntry> entries) {
    html.element("h4", "The story");
    html.open("ol", "class", "timeline");
    for (TimelineEntry entry : entries) {
      String kind = entry.kind().name().toLowerCase(Locale.ROOT);
      html.open("li", "class", kind + " " + entry.mark().name().toLowerCase(Locale.ROOT));
      html.element("span", ReportLines.clock(entry.at()), "class", "at");
      html.element("span", kind.replace('_', ' '), "class", "label");
      html.element("span", entry.mark().sign(), "class", "mark");
      html.open("span", "class", "words").text(entry.text());
      if (!entry.aside().isEmpty()) {
        html.text(" ").element("small", entry.aside());
      }
      html.close().close();
    }
    html.close();
  }
}
