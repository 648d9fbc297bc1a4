package io.godel.runbook.report;

import static java.util.stream.Collectors.joining;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.explore.Coverage;
import io.godel.runbook.explore.Exploration;
import io.godel.runbook.explore.RangeValues;
import io.godel.runbook.explore.Retelling;
import io.godel.runbook.explore.Story;
import io.godel.runbook.explore.Violation;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tells people what an exploration found, and for what it holds. */
public final class ExplorationText {
  private static final int LABEL_WIDTH = 10;
  private static final int SCENARIO_WIDTH = 20;
  private static final int STAND_WIDTH = 14;
  private static final List<String> COUNTS =
      List.of("without", "with one", "with two", "with three");

  private final Style style;
  private final Consumer<String> out;
  private final PlanWords words;
  private final String file;

  /**
   * @param file as the user named it, for commands that they can type
   */
  public ExplorationText(Style style, Consumer<String> out, Plan plan, String file) {
    this.style = style;
    this.out = out;
    this.words = new PlanWords(plan);
    this.file = file;
  }

  /** Which values stand for a range, and why. */
  public void range(RangeValues tried) {
    String range = tried.range().name() + " in " + tried.range().written();
    String count = Counts.of(tried.values().size(), "value", "values");
    out.accept(style.bold(range) + "  stood for by " + count);
    for (RangeValues.Stand stand : tried.values()) {
      String before = Style.padded(stand.written(), STAND_WIDTH);
      for (String why : StoryWords.reasons(stand)) {
        out.accept("  " + before + why);
        before = " ".repeat(Math.max(before.length(), STAND_WIDTH));
      }
    }
    if (tried.leftOut() > 0) {
      String others =
          Counts.of(tried.leftOut()) + " others were found around what it is compared with";
      out.accept("  " + style.attention(others + ", and are not tried"));
    }
    out.accept("");
  }

  /** One world. */
  public void world(Exploration found) {
    String chosen = found.scenario().map(it -> ", " + it + " is chosen").orElse("");
    String with = StoryWords.ranged(found).stream().map(", "::concat).collect(joining());
    out.accept(
        style.bold(found.plan().runbook())
            + " in world "
            + style.bold(found.world())
            + chosen
            + with);
    line("tried", tried(found));
    if (found.same() > 0) {
      line("", same(found));
    }
    line("endings", endings(found));
    String label = "recovery";
    for (Map.Entry<String, Exploration.Times> times : found.times().entrySet()) {
      line(label, Style.padded(times.getKey(), SCENARIO_WIDTH) + times(times.getValue()));
      label = "";
    }
    if (!found.isComplete()) {
      out.accept(
          "  "
              + style.bad("NOT COMPLETE")
              + ": %s stories more are known, and what follows from them is not"
                  .formatted(Counts.of(found.leftOut())));
    }
    StoryWords.byStory(found).forEach((story, violations) -> story(found, story, violations));
    if (found.violations().isEmpty() && found.isComplete()) {
      out.accept(
          "  "
              + style.good("✓")
              + " nothing that must never be, in this world with at most "
              + misfortunes(found.faults()));
    }
    out.accept("");
  }

  private static String misfortunes(int count) {
    return count == 1 ? "1 misfortune" : count + " misfortunes";
  }

  static String tried(Exploration found) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < found.stories().size(); i++) {
      parts.add(Counts.of(found.stories().get(i)) + " " + depth(i));
    }
    return Counts.of(found.storiesInAll(), "story", "stories") + ": " + String.join(", ", parts);
  }

  static String same(Exploration found) {
    return Counts.of(found.same(), "story more comes", "stories more come")
        + " to the same as one of these: nobody looks at what goes wrong besides, or not until later";
  }

  /** With how many misfortunes. */
  static String depth(int misfortunes) {
    return misfortunes < COUNTS.size() ? COUNTS.get(misfortunes) : "with " + misfortunes;
  }

  private static String endings(Exploration found) {
    List<String> parts = new ArrayList<>();
    found.endings().forEach((kind, count) -> parts.add(word(kind) + " " + Counts.of(count)));
    return String.join(" · ", parts);
  }

  private static String word(Ending.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String times(Exploration.Times times) {
    String plain =
        times
            .plain()
            .map(it -> ValueText.duration(it) + " when nothing else goes wrong, ")
            .orElse("");
    return plain + ValueText.duration(times.worst()) + " at worst";
  }

  private void line(String label, String text) {
    out.accept("  " + style.faint(Style.padded(label, LABEL_WIDTH)) + text);
  }

  /** What one story shows, and how it goes from its beginning to its end. */
  private void story(Exploration found, Story story, List<Violation> violations) {
    Retelling told = Retelling.of(found.setting(), story, violations);
    for (Violation violation : violations) {
      out.accept("  " + style.bad("✗ " + violation.kind().sentence()));
      line("", violation.what());
      lines("drill", StoryWords.drill(found, violation, story, told));
    }
    line("story", StoryWords.name(story));
    line("see it", StoryWords.command(file, found, story));
    lines("timeline", new TimelineText(style, LABEL_WIDTH + 2).lines(Timeline.of(told)));
  }

  private void lines(String label, List<String> texts) {
    String first = label;
    for (String text : texts) {
      line(first, text);
      first = "";
    }
  }

  /** What no story of any world came to. */
  public void coverage(Coverage coverage) {
    out.accept(
        style.bold("In all worlds")
            + "  %s of %s parts of the plan ran"
                .formatted(Counts.of(coverage.reached()), Counts.of(coverage.parts())));
    notReached(coverage);
  }

  /**
   * How long runs took that are remembered.
   *
   * @param times by scenario
   */
  public void past(Map<String, PastTimes> times) {
    if (times.isEmpty()) {
      return;
    }
    out.accept(style.bold("Runs so far") + "  how long it took until the platform worked again");
    times.forEach((scenario, past) -> line(Style.padded(scenario, SCENARIO_WIDTH), words(past)));
  }

  private static String words(PastTimes past) {
    if (past.runs().size() == 1) {
      return ValueText.duration(past.median()) + " in 1 run";
    }
    return ValueText.duration(past.median())
        + " in the middle of "
        + Counts.of(past.runs().size(), "run", "runs")
        + ", "
        + ValueText.duration(past.least())
        + " at best, "
        + ValueText.duration(past.most())
        + " at worst";
  }

  private void notReached(Coverage coverage) {
    list("scenarios that were never chosen", coverage.scenarios());
    list("steps that never began", coverage.steps());
    list(
        "guards that held in every story: the outcomes are the same without them",
        coverage.guards().stream().map(guard -> words.text(guard.why())).toList());
    list("steps whose undo was never needed", coverage.undos());
    list(
        "steps whose failure left a person a changed world and told nobody",
        coverage.unhandled().entrySet().stream()
            .map(it -> unhandled(it.getKey(), it.getValue()))
            .toList());
  }

  static String unhandled(String step, Coverage.Place place) {
    return step + " in " + place.world() + ": " + StoryWords.name(place.story());
  }

  private void list(String title, List<String> items) {
    if (!items.isEmpty()) {
      out.accept("  " + title);
      items.forEach(item -> out.accept("    " + style.faint("·") + " " + item));
    }
  }
}
