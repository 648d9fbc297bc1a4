package io.godel.runbook.report;

import io.godel.runbook.explore.Coverage;
import io.godel.runbook.explore.Exploration;
import io.godel.runbook.explore.Outcomes;
import io.godel.runbook.explore.RangeValues;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.value.ValueText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An exploration as one page that stands by itself: it loads nothing, runs nothing, and is the same
 * whenever the same is found.
 */
public final class ExplorationHtml {
  /** What the page begins with, so that it is known again. */
  public static final String MARK = "name=\"generator\" content=\"runbook explore\"";

  static final String COUNT = "How many stories";
  private static final String STYLE = "exploration.css";
  private static final Set<String> NUMBERS = Set.of(COUNT, "Seen", "Of");
  private static final int HASH_SHOWN = 12;

  private final Html html = new Html();
  private final Plan plan;
  private final String file;
  private final List<RangeValues> ranges;
  private final List<Exploration> worlds;
  private final Coverage coverage;

  private ExplorationHtml(
      Plan plan,
      String file,
      List<RangeValues> ranges,
      List<Exploration> worlds,
      Coverage coverage) {
    this.plan = plan;
    this.file = file;
    this.ranges = ranges;
    this.worlds = worlds;
    this.coverage = coverage;
  }

  /**
   * @param file the runbook as the user named it, for commands that they can type
   */
  public static String of(
      Plan plan,
      String file,
      List<RangeValues> ranges,
      List<Exploration> worlds,
      Coverage coverage) {
    return new ExplorationHtml(plan, file, List.copyOf(ranges), List.copyOf(worlds), coverage)
        .page();
  }

  private String page() {
    html.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    head();
    html.open("body");
    html.open("header");
    html.element("p", "Exploration of a runbook", "class", "kicker");
    html.element("h1", plan.title());
    verdict();
    html.close();
    contents();
    html.open("main");
    tried();
    outcomes();
    new ExplorationHtmlFound(html, file, worlds).tell();
    new ExplorationHtmlTimes(html, worlds).tell();
    new ExplorationHtmlCoverage(html, plan, coverage).tell();
    return html.close().close().close().page();
  }

  private void head() {
    html.open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "generator", "content", "runbook explore");
    html.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", plan.title() + ": what was explored");
    html.style(css());
    html.close();
  }

  private static String css() {
    try (InputStream in = ExplorationHtml.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private long found() {
    return worlds.stream().mapToLong(it -> it.violations().size()).sum();
  }

  private long leftOut() {
    return worlds.stream().mapToLong(Exploration::leftOut).sum();
  }

  private void verdict() {
    long found = found();
    boolean complete = leftOut() == 0;
    String kind = found > 0 ? "bad" : complete ? "good" : "open";
    html.open("div", "class", "verdict " + kind);
    String words =
        found > 0
            ? "✗ " + Counts.of(found, "thing was", "things were") + " that must never be"
            : complete
                ? "✓ Nothing was that must never be"
                : "? Nothing was found that must never be, and not everything was tried";
    html.element("strong", words);
    html.open("span").text(stories() + " in " + places());
    html.text(", with at most " + misfortunes() + " in one story.").close();
    if (!complete) {
      html.open("span").open("b").text("NOT COMPLETE").close();
      html.text(": " + Counts.of(leftOut()) + " stories more are known and were not tried, and");
      html.text(" what would follow from them is not counted.").close();
    }
    html.close();
  }

  private static String same(Exploration world) {
    return world.same() == 0 ? "" : "; " + ExplorationText.same(world);
  }

  private String stories() {
    long all = worlds.stream().mapToLong(Exploration::storiesInAll).sum();
    return Counts.of(all, "story", "stories");
  }

  private String places() {
    long names = worlds.stream().map(Exploration::world).distinct().count();
    long plans = worlds.stream().map(it -> it.plan().hash()).distinct().count();
    String with = ranges.isEmpty() ? "" : ", with " + Counts.of(plans, "plan", "plans");
    return Counts.of(names, "world", "worlds") + with;
  }

  private String misfortunes() {
    int most = worlds.stream().mapToInt(Exploration::faults).max().orElse(0);
    return Counts.of(most, "misfortune", "misfortunes");
  }

  private void contents() {
    html.open("nav", "aria-label", "Contents");
    link("tried", "What was explored");
    link("outcomes", "Where stories ended");
    link("found", "What must never be");
    link("recovery", "Times to recovery");
    link("coverage", "Coverage");
    html.close();
  }

  private void link(String id, String words) {
    html.element("a", words, "href", "#" + id).text(" ");
  }

  private void tried() {
    section("tried", "What was explored");
    html.open("dl");
    item("Runbook", plan.runbook() + " (" + file + ")");
    item("Plan", plan.hash().substring(0, HASH_SHOWN));
    item("Parameters", parameters());
    item("Misfortunes", "at most " + misfortunes() + " in one story");
    item("Seed of made-up names", Long.toString(worlds.get(0).setting().seed()));
    html.close();
    ranges.forEach(this::range);
    table("World", "Scenario that the operator chooses", "Stories", "Complete", "Found");
    for (Exploration world : worlds) {
      html.open("tr");
      html.open("th", "scope", "row").element("code", world.world());
      StoryWords.ranged(world).forEach(it -> html.text(" ").element("small", it));
      html.close();
      html.element("td", world.scenario().orElse("–"));
      html.element("td", ExplorationText.tried(world) + same(world));
      String left = "no: " + Counts.of(world.leftOut()) + " known and not tried";
      html.element("td", world.isComplete() ? "✓ yes" : left);
      int count = world.violations().size();
      html.element("td", count == 0 ? "✓ nothing" : "✗ " + Counts.of(count));
      html.close();
    }
    html.close().close();
    html.element(
        "p",
        "What is told here holds for these worlds, with these parameters, for stories with so many"
            + " misfortunes at most, as far as the model of the platform tells the truth. Not"
            + " tried: two runs at once, a person who changes the same objects by hand.",
        "class",
        "note");
    html.close();
  }

  /** Which values stand for a range, and why. */
  private void range(RangeValues tried) {
    html.element("h3", tried.range().name() + " in " + tried.range().written());
    table(html, "Value that is tried", "Why");
    for (RangeValues.Stand stand : tried.values()) {
      html.open("tr").open("th", "scope", "row").element("code", stand.written()).close();
      html.element("td", String.join("; ", StoryWords.reasons(stand))).close();
    }
    html.close().close();
    String left =
        tried.leftOut() == 0
            ? ""
            : " "
                + Counts.of(tried.leftOut(), "other was", "others were")
                + " found, and not tried.";
    html.element(
        "p",
        "These values stand for the range, and not every value of it was tried." + left,
        "class",
        "note");
  }

  private String parameters() {
    return plan.arguments().isEmpty()
        ? "none"
        : plan.arguments().stream().map(this::parameter).collect(Collectors.joining(", "));
  }

  private String parameter(Plan.Argument argument) {
    String name = argument.variable().name();
    return ranges.stream()
        .filter(it -> it.range().name().equals(name))
        .findFirst()
        .map(it -> name + " in " + it.range().written())
        .orElseGet(() -> name + " = " + ValueText.shown(argument.value()) + given(argument));
  }

  private static String given(Plan.Argument argument) {
    return argument.given() ? " (given)" : "";
  }

  private void section(String id, String title) {
    html.open("section", "aria-labelledby", id);
    html.element("h2", title, "id", id);
  }

  private void item(String name, String words) {
    html.element("dt", name).element("dd", words);
  }

  /** Begins a table that may be wider than the window; to be closed twice behind its rows. */
  private void table(String... heads) {
    table(html, heads);
  }

  static void table(Html html, String... heads) {
    html.open(
        "div",
        "class",
        "wide",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        String.join(", ", heads));
    html.open("table");
    html.open("tr");
    for (String head : heads) {
      String kind = NUMBERS.contains(head) ? "number" : "words";
      html.element("th", head, "scope", "col", "class", kind);
    }
    html.close();
  }

  private void outcomes() {
    section("outcomes", "Where stories ended");
    html.element(
        "p",
        "From each step a line leads to every outcome of the stories whose last step it was. The"
            + " thicker a line, the more stories.");
    graph("all", Outcomes.of(worlds));
    if (worlds.size() > 1) {
      for (int i = 0; i < worlds.size(); i++) {
        Exploration world = worlds.get(i);
        html.open("details");
        html.open("summary").text("World ").element("code", world.world());
        StoryWords.ranged(world).forEach(it -> html.text(", " + it));
        world.scenario().ifPresent(it -> html.text(", " + it + " is chosen"));
        html.close();
        graph("world" + i, world.outcomes());
        html.close();
      }
    }
    html.close();
  }

  private void graph(String id, Outcomes outcomes) {
    OutcomeGraph.draw(html, id, plan, outcomes);
    table("Scenario", "Last step", "Outcome", COUNT, "With which misfortunes");
    outcomes
        .ends()
        .forEach(
            (end, tally) -> {
              html.open("tr");
              html.element("td", end.scenario().isEmpty() ? "none" : end.scenario());
              html.element("td", end.step().isEmpty() ? "none" : end.step());
              String sign = OutcomeGraph.sign(end.outcome());
              html.element("td", sign + " " + OutcomeGraph.words(end.outcome()));
              html.element("td", Counts.of(tally.stories()), "class", "number");
              String kinds = OutcomeGraph.kinds(tally);
              html.element("td", kinds.isEmpty() ? "none" : kinds);
              html.close();
            });
    html.close().close();
  }
}
