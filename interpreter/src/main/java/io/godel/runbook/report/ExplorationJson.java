package io.godel.runbook.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.explore.Coverage;
import io.godel.runbook.explore.Exploration;
import io.godel.runbook.explore.Outcomes;
import io.godel.runbook.explore.RangeValues;
import io.godel.runbook.explore.Retelling;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an exploration found, for programs. */
public final class ExplorationJson {
  private ExplorationJson() {}

  /**
   * @param plan of the first world
   * @param ranges empty where each parameter has one value
   * @param past how long runs took that are remembered, by scenario
   */
  public static ObjectNode of(
      Plan plan,
      List<RangeValues> ranges,
      List<Exploration> worlds,
      Coverage coverage,
      Map<String, PastTimes> past) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("runbook", plan.runbook());
    answer.put("plan", plan.hash());
    ArrayNode ranged = answer.putArray("ranges");
    ranges.forEach(range -> range(ranged.addObject(), range));
    ArrayNode all = answer.putArray("worlds");
    worlds.forEach(world -> world(all.addObject(), world));
    ObjectNode covered = answer.putObject("coverage");
    covered.put("reached", coverage.reached());
    covered.put("parts", coverage.parts());
    covered.set("seen", PartsJson.of(coverage.seen()));
    texts(covered.putArray("scenarios_never_chosen"), coverage.scenarios());
    texts(covered.putArray("steps_never_begun"), coverage.steps());
    texts(
        covered.putArray("guards_that_always_held"),
        coverage.guards().stream().map(Node.Guard::id).toList());
    texts(covered.putArray("undos_never_needed"), coverage.undos());
    ArrayNode unhandled = covered.putArray("failures_nobody_was_told_of");
    coverage
        .unhandled()
        .forEach(
            (step, place) ->
                unhandled
                    .addObject()
                    .put("step", step)
                    .put("world", place.world())
                    .put("story", place.story().id()));
    ObjectNode lived = answer.putObject("past");
    past.forEach(
        (scenario, it) ->
            lived
                .putObject(scenario)
                .put("runs", it.runs().size())
                .put("least", it.least().toString())
                .put("median", it.median().toString())
                .put("most", it.most().toString()));
    return answer;
  }

  private static void range(ObjectNode json, RangeValues tried) {
    json.put("param", tried.range().name()).put("range", tried.range().written());
    ArrayNode values = json.putArray("values");
    for (RangeValues.Stand stand : tried.values()) {
      ObjectNode value = values.addObject().put("value", stand.written());
      texts(value.putArray("why"), stand.why());
    }
    json.put("left_out", tried.leftOut());
  }

  private static void world(ObjectNode json, Exploration found) {
    json.put("world", found.world());
    json.put("plan", found.plan().hash());
    ObjectNode params = json.putObject("params");
    found.setting().given().params().forEach(params::put);
    found.scenario().ifPresent(it -> json.put("scenario", it));
    json.put("faults", found.faults());
    json.put("complete", found.isComplete());
    json.put("left_out", found.leftOut());
    json.put("same", found.same());
    ArrayNode stories = json.putArray("stories");
    found.stories().forEach(stories::add);
    ObjectNode endings = json.putObject("endings");
    found
        .endings()
        .forEach((kind, count) -> endings.put(kind.name().toLowerCase(Locale.ROOT), count));
    outcomes(json.putArray("outcomes"), found.outcomes());
    ObjectNode times = json.putObject("recovery");
    found
        .times()
        .forEach(
            (scenario, it) -> {
              ObjectNode each = times.putObject(scenario);
              it.plain().ifPresent(plain -> each.put("plain", plain.toString()));
              each.put("worst", it.worst().toString()).put("runs", it.runs());
            });
    ArrayNode violations = json.putArray("violations");
    found
        .violations()
        .forEach(
            (violation, story) -> {
              ObjectNode each = violations.addObject();
              each.put("kind", violation.kind().name().toLowerCase(Locale.ROOT));
              each.put("what", violation.what());
              each.put("story", story.id());
              texts(each.putArray("events"), story.events());
              timeline(each, Timeline.of(Retelling.of(found.setting(), story, List.of(violation))));
            });
  }

  private static void outcomes(ArrayNode json, Outcomes outcomes) {
    outcomes
        .ends()
        .forEach(
            (end, tally) -> {
              ObjectNode each = json.addObject();
              each.put("scenario", end.scenario()).put("step", end.step());
              each.put("outcome", end.outcome()).put("stories", tally.stories());
              ObjectNode kinds = each.putObject("misfortunes");
              tally.misfortunes().forEach(kinds::put);
            });
  }

  private static void timeline(ObjectNode json, List<TimelineEntry> entries) {
    ArrayNode lines = json.putArray("timeline");
    for (TimelineEntry entry : entries) {
      ObjectNode line = lines.addObject();
      entry.until().ifPresent(end -> line.put("until", end.toString()));
      line.put("at", entry.at().toString())
          .put("is", entry.kind().name().toLowerCase(Locale.ROOT))
          .put("mark", entry.mark().name().toLowerCase(Locale.ROOT))
          .put("what", entry.text())
          .put("aside", entry.aside());
    }
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
