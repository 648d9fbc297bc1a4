package io.godel.runbook.report;

import io.godel.runbook.explore.Exploration;
import io.godel.runbook.explore.RangeValues;
import io.godel.runbook.explore.Retelling;
import io.godel.runbook.explore.Setting;
import io.godel.runbook.explore.Story;
import io.godel.runbook.explore.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a story is called, how it is seen again, and the drill that is made of it. */
final class StoryWords {
  private static final int REASONS_MAX = 3;

  private StoryWords() {}

  /** What was found, by the story that shows it. */
  static Map<Story, List<Violation>> byStory(Exploration found) {
    Map<Story, List<Violation>> stories = new LinkedHashMap<>();
    found
        .violations()
        .forEach((it, story) -> stories.computeIfAbsent(story, key -> new ArrayList<>()).add(it));
    return stories;
  }

  static String name(Story story) {
    return story.events().isEmpty() ? "nothing goes wrong" : story.id();
  }

  /**
   * The command that runs the story again.
   *
   * @param file as the user named it
   */
  static String command(String file, Exploration found, Story story) {
    StringBuilder command = new StringBuilder("runbook simulate " + file);
    command.append(" --world ").append(found.world());
    found.scenario().ifPresent(it -> command.append(" --scenario ").append(it));
    found
        .setting()
        .given()
        .params()
        .forEach((name, value) -> command.append(" --param ").append(word(name + "=" + value)));
    if (found.setting().seed() != 0) {
      command.append(" --seed ").append(found.setting().seed());
    }
    if (!story.events().isEmpty()) {
      command.append(" --story \"").append(story.id()).append('"');
    }
    return command.toString();
  }

  /** As one word of a shell. */
  private static String word(String text) {
    return text.matches("[\\w.,:/=%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** The values out of ranges, as {@code max_lag = 16MiB}. */
  static List<String> ranged(Exploration found) {
    Setting.Given given = found.setting().given();
    return given.ranged().stream().map(it -> it + " = " + given.params().get(it)).toList();
  }

  /** Why a value is tried: not more of it than a person reads. */
  static List<String> reasons(RangeValues.Stand stand) {
    if (stand.why().size() <= REASONS_MAX) {
      return stand.why();
    }
    List<String> some = new ArrayList<>(stand.why().subList(0, REASONS_MAX - 1));
    some.add("and " + (stand.why().size() - some.size()) + " reasons more");
    return some;
  }

  /**
   * The lines of a drill that fails now.
   *
   * @param told the story once more
   */
  static List<String> drill(Exploration found, Violation violation, Story story, Retelling told) {
    List<String> lines = new ArrayList<>();
    lines.add("test \"%s\" in world \"%s\" {".formatted(title(violation), found.world()));
    ranged(found).forEach(it -> lines.add("  given " + it));
    story.lines().forEach(event -> lines.add("  " + event));
    lines.add("  " + expected(violation, told));
    lines.add("}");
    return lines;
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

  /** What does not hold at the end now, and holds once the runbook is mended. */
  private static String expected(Violation violation, Retelling told) {
    return switch (violation.kind()) {
      case NOT_RESTORED -> "expect unchanged";
      case FALSE_SUCCESS -> "expect outcome not_verified";
      default ->
          violation
              .expectation()
              .filter(it -> !told.isOver(violation))
              .map(it -> "expect " + it)
              .orElse("expect outcome recovered");
    };
  }
}
