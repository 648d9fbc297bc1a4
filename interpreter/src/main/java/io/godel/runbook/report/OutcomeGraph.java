package io.godel.runbook.report;

import io.godel.runbook.explore.Outcomes;
import io.godel.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Draws where stories ended: steps on the left, outcomes on the right, and how many went where. */
final class OutcomeGraph {
  private static final int WIDTH = 960;
  private static final int BOX = 300;
  private static final int LABELS = 58;
  private static final int OUTCOME_X = 720;
  private static final int OUTCOME_HEIGHT = 56;
  private static final int HEADING = 34;
  private static final int LINE = 18;
  private static final int STEP_MIN = 46;
  private static final int GAP = 14;
  private static final int NAME_MAX = 30;
  private static final double THIN = 1.5;
  private static final double THICK = 8;

  /** What stories end in, from best to worst. */
  static final List<String> OUTCOMES =
      List.of(
          "recovered",
          "world_as_before",
          "interrupted",
          "not_verified",
          "unknown",
          Outcomes.CRASHED);

  private final Html html;
  private final Plan plan;
  private final Outcomes outcomes;
  private final Map<String, Integer> rights = new LinkedHashMap<>();
  private final long most;

  private OutcomeGraph(Html html, Plan plan, Outcomes outcomes) {
    this.html = html;
    this.plan = plan;
    this.outcomes = outcomes;
    this.most =
        outcomes.ends().values().stream().mapToLong(Outcomes.Tally::stories).max().orElse(1);
  }

  /**
   * @param id tells the graph from others of the page
   */
  static void draw(Html html, String id, Plan plan, Outcomes outcomes) {
    new OutcomeGraph(html, plan, outcomes).draw(id);
  }

  /** A sign that says without colour what an outcome is. */
  static String sign(String outcome) {
    return switch (outcome) {
      case "recovered" -> "✓";
      case "world_as_before" -> "–";
      case "interrupted" -> "‖";
      case "not_verified" -> "✗";
      case "unknown" -> "?";
      default -> "!";
    };
  }

  static String words(String outcome) {
    return outcome.equals(Outcomes.CRASHED) ? "the interpreter failed" : outcome.replace('_', ' ');
  }

  /** One step of a scenario, or what is before its first one, with the ways that end there. */
  private record Row(String scenario, String step, List<Outcomes.End> ends) {
    int height() {
      return Math.max(STEP_MIN, ends.size() * LINE + GAP);
    }
  }

  private void draw(String id) {
    List<Row> rows = rows();
    int height = GAP;
    String before = null;
    for (Row row : rows) {
      height += (row.scenario().equals(before) ? 0 : HEADING) + row.height() + GAP;
      before = row.scenario();
    }
    List<String> used = OUTCOMES.stream().filter(it -> stories(it) > 0).toList();
    height = Math.max(height, used.size() * (OUTCOME_HEIGHT + GAP) + GAP);
    html.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "-2 0 " + (WIDTH + 4) + " " + height,
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-text",
        "class",
        "graph");
    html.element("title", "Where stories ended", "id", id + "-title");
    html.element("desc", "The same is told by the table below.", "id", id + "-text");
    for (int i = 0; i < used.size(); i++) {
      int middle = (int) ((i + 0.5) * height / used.size());
      rights.put(used.get(i), middle);
    }
    steps(rows);
    used.forEach(this::outcome);
    html.close();
  }

  private long stories(String outcome) {
    return outcomes.ends().entrySet().stream()
        .filter(it -> it.getKey().outcome().equals(outcome))
        .mapToLong(it -> it.getValue().stories())
        .sum();
  }

  /** In the order of the text; what no scenario was chosen for comes first. */
  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Set<String> scenarios = new LinkedHashSet<>();
    scenarios.add("");
    plan.scenarios().forEach(it -> scenarios.add(it.name()));
    for (String scenario : scenarios) {
      Set<String> steps = new LinkedHashSet<>();
      steps.add("");
      steps.addAll(plan.only(scenario).stepNames());
      for (String step : steps) {
        List<Outcomes.End> ends = ends(scenario, step);
        if (!ends.isEmpty() || outcomes.begun().getOrDefault(step, 0L) > 0) {
          rows.add(new Row(scenario, step, ends));
        }
      }
    }
    return rows;
  }

  private List<Outcomes.End> ends(String scenario, String step) {
    return OUTCOMES.stream()
        .map(outcome -> new Outcomes.End(scenario, step, outcome))
        .filter(outcomes.ends()::containsKey)
        .toList();
  }

  private void steps(List<Row> rows) {
    int y = GAP;
    String before = null;
    int end = 0;
    for (Row row : rows) {
      if (!row.scenario().equals(before)) {
        y += HEADING;
        html.element("text", heading(row.scenario()), "x", "0", "y", text(y - 10), "class", "head");
      } else {
        html.empty("line", "x1", "24", "x2", "24", "y1", text(end), "y2", text(y), "class", "down");
      }
      before = row.scenario();
      step(row, y);
      y += row.height();
      end = y;
      y += GAP;
    }
  }

  private static String heading(String scenario) {
    return scenario.isEmpty() ? "No scenario was chosen" : "Scenario " + shortened(scenario);
  }

  private static String shortened(String name) {
    return ReportLines.cut(name, NAME_MAX);
  }

  private void step(Row row, int y) {
    String name = row.step().isEmpty() ? "before the first step" : row.step();
    html.open("g", "class", "step");
    html.element("title", name);
    html.empty(
        "rect",
        "x",
        "0",
        "y",
        text(y),
        "width",
        text(BOX),
        "height",
        text(row.height()),
        "rx",
        "6");
    html.element("text", shortened(name), "x", "12", "y", text(y + 20), "class", "name");
    long came =
        row.step().isEmpty()
            ? row.ends().stream().mapToLong(it -> outcomes.ends().get(it).stories()).sum()
            : outcomes.begun().get(row.step());
    String count = row.step().isEmpty() ? Counts.of(came) + " ended here" : "began " + times(came);
    html.element("text", count, "x", "12", "y", text(y + 37), "class", "count");
    html.close();
    int line = y + (row.height() - row.ends().size() * LINE) / 2 + LINE / 2;
    for (Outcomes.End end : row.ends()) {
      way(end, name, line);
      line += LINE;
    }
  }

  private static String times(long count) {
    return "in " + Counts.of(count) + (count == 1 ? " story" : " stories");
  }

  private void way(Outcomes.End end, String step, int y) {
    Outcomes.Tally tally = outcomes.ends().get(end);
    int from = BOX + LABELS;
    int to = OUTCOME_X;
    int bend = (to - from) / 2;
    int right = rights.get(end.outcome());
    html.open("g", "class", "way " + end.outcome());
    html.element(
        "title",
        step + " → " + words(end.outcome()) + " " + times(tally.stories()) + misfortunes(tally));
    html.element(
        "text",
        sign(end.outcome()) + " " + Counts.of(tally.stories()),
        "x",
        text(BOX + 8),
        "y",
        text(y + 5),
        "class",
        "count");
    html.empty(
        "path",
        "d",
        String.join(
            " ",
            "M" + from,
            text(y),
            "C" + (from + bend),
            text(y),
            text(to - bend),
            text(right),
            text(to),
            text(right)),
        "stroke-width",
        String.format(Locale.ROOT, "%.1f", width(tally.stories())));
    html.close();
  }

  /** Grows with the logarithm: a single story has to be seen beside thousands. */
  private double width(long stories) {
    return THIN + THICK * Math.log1p((double) (stories - 1)) / Math.log1p((double) most);
  }

  private static String misfortunes(Outcomes.Tally tally) {
    return tally.misfortunes().isEmpty() ? "" : "; " + kinds(tally);
  }

  /** With which misfortunes, the most frequent first. */
  static String kinds(Outcomes.Tally tally) {
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(tally.misfortunes().entrySet());
    sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed());
    List<String> words = sorted.stream().map(it -> it.getKey() + " " + times(it)).toList();
    return String.join(", ", words);
  }

  private static String times(Map.Entry<String, Long> kind) {
    return "(" + Counts.of(kind.getValue()) + ")";
  }

  private void outcome(String outcome) {
    int y = rights.get(outcome) - OUTCOME_HEIGHT / 2;
    html.open("g", "class", "end " + outcome);
    html.empty(
        "rect",
        "x",
        text(OUTCOME_X),
        "y",
        text(y),
        "width",
        text(WIDTH - OUTCOME_X),
        "height",
        text(OUTCOME_HEIGHT),
        "rx",
        "6");
    String title = sign(outcome) + " " + words(outcome);
    html.element("text", title, "x", text(OUTCOME_X + 14), "y", text(y + 24), "class", "name");
    html.element(
        "text",
        times(stories(outcome)),
        "x",
        text(OUTCOME_X + 14),
        "y",
        text(y + 43),
        "class",
        "count");
    html.close();
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
