package io.godel.runbook.cli;

import io.godel.runbook.explore.ParameterRange;
import io.godel.runbook.explore.RangeValues;
import io.godel.runbook.explore.Setting;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.types.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parameters of an exploration, of which some may be ranges of values. */
final class Ranges {
  /** More plans than these are more than anybody explores. */
  private static final int PLANS_MAX = 64;

  private final Inputs inputs;
  private final TypedRunbook runbook;
  private final List<ParameterRange> ranges;
  private final Map<Map<String, String>, Optional<Planned>> plans = new HashMap<>();

  /** A plan, and what was given for it. */
  record Planned(Plan plan, Setting.Given given) {}

  private Ranges(Inputs inputs, TypedRunbook runbook, List<ParameterRange> ranges) {
    this.inputs = inputs;
    this.runbook = runbook;
    this.ranges = ranges;
  }

  /**
   * @throws picocli.CommandLine.ParameterException for parameters that the runbook does not take so
   */
  static Ranges read(Inputs inputs, TypedRunbook runbook) {
    List<ParameterRange> ranges = new ArrayList<>();
    for (Decl.Param param : runbook.tree().items(Decl.Param.class)) {
      Variable variable = runbook.facts().variable(param);
      String written = inputs.params.get(variable.name());
      if (written != null && ParameterRange.isOne(variable, written)) {
        ParameterRange.Read read = ParameterRange.read(variable, written);
        read.problem()
            .ifPresent(
                problem -> {
                  throw inputs.wrong(problem);
                });
        ranges.add(read.range().orElseThrow());
      }
    }
    Ranges all = new Ranges(inputs, runbook, ranges);
    // What is wrong with the others, and with the ends, is told as of single values.
    inputs.plan(runbook, all.params(ParameterRange::first));
    inputs.plan(runbook, all.params(ParameterRange::last));
    return all;
  }

  private Map<String, String> params(Function<ParameterRange, String> value) {
    Map<String, String> params = new LinkedHashMap<>(inputs.params);
    ranges.forEach(range -> params.put(range.name(), value.apply(range)));
    return params;
  }

  /**
   * Which values stand for each range; the other ranges have their first value meanwhile.
   *
   * @param settings in which the runbook is explored with such a plan
   */
  List<RangeValues> values(Function<Planned, List<Setting>> settings) {
    List<RangeValues> values = new ArrayList<>();
    for (ParameterRange range : ranges) {
      values.add(
          RangeValues.of(
              range,
              written -> {
                Map<String, String> params = params(ParameterRange::first);
                params.put(range.name(), written);
                return planned(params).map(settings);
              }));
    }
    long plans = 1;
    for (RangeValues each : values) {
      plans *= each.values().size();
      if (plans > PLANS_MAX) {
        throw inputs.wrong(
            "so many ranges have more than %d plans together: give narrower ranges, or fewer"
                .formatted(PLANS_MAX));
      }
    }
    return values;
  }

  /** Each value of each range with each one of the others. */
  List<Planned> all(List<RangeValues> values) {
    List<Map<String, String>> all = List.of(inputs.params);
    for (RangeValues range : values) {
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> params : all) {
        for (RangeValues.Stand stand : range.values()) {
          Map<String, String> other = new LinkedHashMap<>(params);
          other.put(range.range().name(), stand.written());
          more.add(other);
        }
      }
      all = more;
    }
    return all.stream().map(this::planned).flatMap(Optional::stream).toList();
  }

  private Optional<Planned> planned(Map<String, String> params) {
    return plans.computeIfAbsent(params, this::plan);
  }

  private Optional<Planned> plan(Map<String, String> params) {
    Arguments arguments = Arguments.read(runbook, params);
    if (!arguments.problems().isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> shown = new LinkedHashMap<>();
    params.forEach((name, value) -> shown.put(name, isSecret(name) ? "…" : value));
    Setting.Given given =
        new Setting.Given(
            shown, ranges.stream().map(ParameterRange::name).collect(Collectors.toSet()));
    return Optional.of(new Planned(Planner.plan(runbook, arguments), given));
  }

  private boolean isSecret(String name) {
    return runbook.tree().items(Decl.Param.class).stream()
        .map(runbook.facts()::variable)
        .anyMatch(it -> it.name().equals(name) && it.type() instanceof Type.SecretOf);
  }
}
