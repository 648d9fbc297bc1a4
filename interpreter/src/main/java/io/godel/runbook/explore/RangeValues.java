package io.godel.runbook.explore;

import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The values that stand for a range: its ends, and those around what the parameter is compared
 * with, in the plan and in the worlds.
 *
 * @param values in their order
 * @param leftOut how many others were found and are not tried
 */
public record RangeValues(ParameterRange range, List<Stand> values, int leftOut) {
  /** More values than these of one parameter are not tried. */
  public static final int VALUES_MAX = 16;

  /** A value that shows another way through the plan may show what else it is compared with. */
  private static final int ROUNDS_MAX = 3;

  public RangeValues {
    values = List.copyOf(values);
  }

  /**
   * A value that is tried.
   *
   * @param written as an operator writes it
   * @param why what it stands for, each a few words
   */
  public record Stand(String written, List<String> why) {
    public Stand {
      why = List.copyOf(why);
    }
  }

  /**
   * @param settings those in which the runbook is explored when the parameter has that value; empty
   *     when the runbook refuses it
   */
  public static RangeValues of(
      ParameterRange range, Function<String, Optional<List<Setting>>> settings) {
    return new Search(range, settings).values();
  }

  private static final class Search {
    private final ParameterRange range;
    private final Function<String, Optional<List<Setting>>> settings;
    private final long low;
    private final long high;
    private final ValueLine line;

    /** What was found, by its place, in the order of what is given up last. */
    private final Map<Long, Set<String>> found = new LinkedHashMap<>();

    Search(ParameterRange range, Function<String, Optional<List<Setting>>> settings) {
      this.range = range;
      this.settings = settings;
      this.line = range.line();
      this.low = line.place(range.low()).orElseThrow();
      this.high = line.place(range.high()).orElseThrow();
    }

    RangeValues values() {
      add(low, "the first of the range");
      add(high, "the last of the range");
      settings
          .apply(line.written(low))
          .flatMap(all -> all.stream().findFirst())
          .ifPresent(setting -> constants(setting.plan()));
      Set<Long> probed = new LinkedHashSet<>();
      for (int round = 0; round < ROUNDS_MAX; round++) {
        for (long place : new ArrayList<>(found.keySet())) {
          if (probed.size() < VALUES_MAX && probed.add(place)) {
            probe(place);
          }
        }
      }
      return told();
    }

    private RangeValues told() {
      Map<Long, Set<String>> tried = new TreeMap<>();
      int left = 0;
      for (Map.Entry<Long, Set<String>> each : found.entrySet()) {
        if (tried.size() == VALUES_MAX) {
          left++;
        } else if (settings.apply(line.written(each.getKey())).isPresent()) {
          tried.put(each.getKey(), each.getValue());
        }
      }
      List<Stand> stands = new ArrayList<>();
      tried.forEach((place, why) -> stands.add(new Stand(line.written(place), List.copyOf(why))));
      return new RangeValues(range, stands, left);
    }

    /** What the plan itself says, whatever the world is. */
    private void constants(Plan plan) {
      Evaluator evaluator = new Evaluator(plan.library());
      Env env = Env.EMPTY;
      for (Plan.Argument argument : plan.arguments()) {
        env = env.with(argument.variable(), argument.value());
      }
      for (Node node : plan.settings()) {
        if (node instanceof Node.Observe it && it.effect() == Effect.PURE) {
          Optional<Value> value = value(evaluator, it.value(), env);
          env = value.isPresent() ? env.with(it.variable(), value.get()) : env;
        }
      }
      for (Compared compared : Compared.in(plan, range.variable())) {
        for (Term term : compared.with()) {
          value(evaluator, term, env)
              .ifPresent(it -> around(it, TermWritten.of(compared.comparison()), ""));
        }
      }
    }

    private static Optional<Value> value(Evaluator evaluator, Term term, Env env) {
      return evaluator.evaluate(term, env, Instant.EPOCH, List.of())
              instanceof Evaluation.Ready ready
          ? Optional.of(ready.value())
          : Optional.empty();
    }

    private void probe(long place) {
      for (Setting setting : settings.apply(line.written(place)).orElse(List.of())) {
        String world = " in world " + setting.name();
        RangeProbe.run(setting, range, line, (value, where) -> around(value, where, world));
      }
    }

    private void around(Value value, String where, String world) {
      Optional<Long> place = line.place(value);
      if (place.isPresent()) {
        add(place.get() - 1, "just below `" + where + "`" + world);
        add(place.get(), "at `" + where + "`" + world);
        add(place.get() + 1, "just above `" + where + "`" + world);
      }
    }

    private void add(long place, String why) {
      if (place >= low && place <= high) {
        found.computeIfAbsent(place, key -> new LinkedHashSet<>()).add(why);
      }
    }
  }
}
