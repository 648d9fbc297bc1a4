package io.godel.runbook.report;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.explore.Coverage;
import io.godel.runbook.explore.Exploration;
import io.godel.runbook.explore.Retelling;
import io.godel.runbook.explore.Story;
import io.godel.runbook.explore.Violation;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tells people what an exploration found, and for what it holds. */
public final class ExplorationText {
  private static final int LABEL_WIDTH = 10;
  private static final int SCENARIO_WIDTH = 20;
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

  /** One world. */
  public void world(Exploration found) {
    String chosen = found.scenario().map(it -> ", " + it + " is chosen").orElse("");
    out.accept(
        style.bold(found.plan().runbook()) + " in world " + style.bold(found.world()) + chosen);
    line("tried", tried(found));
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
              + ": %,d stories more are known, and what follows from them is not"
                  .formatted(found.leftOut()));
    }
    byStory(found).forEach((story, violations) -> story(found, story, violations));
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

  private static String tried(Exploration found) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < found.stories().size(); i++) {
      String count = i < COUNTS.size() ? COUNTS.get(i) : "with " + i;
      parts.add("%,d %s".formatted(found.stories().get(i), count));
    }
    return "%,d stories: %s".formatted(found.storiesInAll(), String.join(", ", parts));
  }

  private static String endings(Exploration found) {
    List<String> parts = new ArrayList<>();
    found.endings().forEach((kind, count) -> parts.add(word(kind) + " %,d".formatted(count)));
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

  private static Map<Story, List<Violation>> byStory(Exploration found) {
    Map<Story, List<Violation>> stories = new LinkedHashMap<>();
    found
        .violations()
        .forEach((it, story) -> stories.computeIfAbsent(story, key -> new ArrayList<>()).add(it));
    return stories;
  }

  /** What one story shows, and how it goes from its beginning to its end. */
  private void story(Exploration found, Story story, List<Violation> violations) {
    for (Violation violation : violations) {
      out.accept("  " + style.bad("✗ " + violation.kind().sentence()));
      line("", violation.what());
      line("drill", "test \"%s\" in world \"%s\" {".formatted(title(violation), found.world()));
      story.lines().forEach(event -> line("", "  " + event));
      line("", "  " + expected(violation));
      line("", "}");
    }
    line("story", story.events().isEmpty() ? "nothing goes wrong" : story.id());
    line("see it", command(found, story));
    String label = "timeline";
    List<TimelineEntry> entries = Timeline.of(Retelling.of(found.setting(), story, violations));
    for (String told : new TimelineText(style, LABEL_WIDTH + 2).lines(entries)) {
      line(label, told);
      label = "";
    }
  }

  private String command(Exploration found, Story story) {
    return "runbook simulate %s --world %s%s%s"
        .formatted(
            file,
            found.world(),
            found.scenario().map(it -> " --scenario " + it).orElse(""),
            story.events().isEmpty() ? "" : " --story \"" + story.id() + "\"");
  }

  private static String title(Violation violation) {
    return switch (violation.kind()) {
      case INVARIANT -> violation.what();
      case TWO_WRITERS -> "one server takes writes";
      case FALSE_SUCCESS -> "it is not called recovered when it is not";
      case NOT_RESTORED -> "what it takes back is as it was";
      case REPEATED -> "nothing is done twice";
      case UNGUARDED -> "it acts only when its guards hold";
      case AGAINST_A_NO -> "a no is a no";
      case LEFT_BROKEN -> "it recovers when nothing else goes wrong";
      case CRASHED -> "it comes to an end";
    };
  }

  /** What does not hold now, and holds once the runbook is mended. */
  private static String expected(Violation violation) {
    return switch (violation.kind()) {
      case NOT_RESTORED -> "expect unchanged";
      case FALSE_SUCCESS -> "expect outcome not_verified";
      default ->
          violation.expectation().map(it -> "expect " + it).orElse("expect outcome recovered");
    };
  }

  /** What no story of any world came to. */
  public void coverage(Coverage coverage) {
    out.accept(
        style.bold("In all worlds")
            + "  %d of %d parts of the plan ran".formatted(coverage.reached(), coverage.parts()));
    notReached(coverage);
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

  private static String unhandled(String step, Coverage.Place place) {
    String story = place.story().events().isEmpty() ? "nothing goes wrong" : place.story().id();
    return step + " in " + place.world() + ": " + story;
  }

  private void list(String title, List<String> items) {
    if (!items.isEmpty()) {
      out.accept("  " + title);
      items.forEach(item -> out.accept("    " + style.faint("·") + " " + item));
    }
  }
}
