package io.godel.runbook.explore;

import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.State;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanNodes;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldLook;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Looks on while nothing goes wrong, and finds what a parameter is compared with: at the moment in
 * which a run looks at a condition, in the world as it is then.
 */
final class RangeProbe implements Simulation.Onlooker {
  /** Of a list so many elements are looked at. */
  private static final int ELEMENTS_MAX = 1_000;

  private final Evaluator evaluator;
  private final Variable parameter;
  private final ValueLine line;
  private final long low;
  private final long high;
  private final BiConsumer<Value, String> found;
  private final Map<String, Variable> names = new HashMap<>();
  private final List<Compared> comparisons;

  /** What no run tells of, since nothing has to be looked at for it, and is not known yet. */
  private final List<Node.Observe> computed = new ArrayList<>();

  private Env seen = Env.EMPTY;

  private RangeProbe(
      Plan plan, ParameterRange range, ValueLine line, BiConsumer<Value, String> found) {
    this.evaluator = new Evaluator(plan.library());
    this.parameter = range.variable();
    this.line = line;
    this.low = line.place(range.low()).orElseThrow();
    this.high = line.place(range.high()).orElseThrow();
    this.found = found;
    this.comparisons = Compared.in(plan, parameter);
    for (Node node : PlanNodes.all(plan)) {
      if (node instanceof Node.Observe it) {
        names.put(it.id(), it.variable());
        if (it.effect() == Effect.PURE) {
          computed.add(it);
        }
      }
    }
  }

  /**
   * Runs the plan where nothing else goes wrong.
   *
   * @param found takes each value that the parameter was compared with, and where
   */
  static void run(
      Setting setting, ParameterRange range, ValueLine line, BiConsumer<Value, String> found) {
    RangeProbe probe = new RangeProbe(setting.plan(), range, line, found);
    if (probe.comparisons.isEmpty()) {
      return;
    }
    World world = setting.world().make(setting.seed());
    Simulation.Script script = Story.PLAIN.script(setting.scenario());
    Simulation.watched(setting.plan(), world, script, new MemoryJournal(), probe);
  }

  @Override
  public void told(Instant at, Notice notice, State state, World world) {
    if (notice instanceof Notice.Observed it && names.containsKey(it.node())) {
      seen = seen.with(names.get(it.node()), it.value());
    }
    Env env = state.settings().and(seen);
    WorldLook look = new WorldLook(world, evaluator);
    for (Node.Observe each : List.copyOf(computed)) {
      Optional<Value> value = look.value(each.value(), env);
      if (value.isPresent()) {
        computed.remove(each);
        seen = seen.with(each.variable(), value.get());
        env = env.with(each.variable(), value.get());
        look(each.id(), env, look);
      }
    }
    look(notice.node(), env, look);
  }

  private void look(String node, Env env, WorldLook look) {
    for (Compared compared : comparisons) {
      if (compared.node().equals(node)) {
        look(compared, compared.rounds(), env, look);
      }
    }
  }

  private void look(Compared compared, List<Compared.Round> rounds, Env env, WorldLook look) {
    if (rounds.isEmpty()) {
      compare(compared, env, look);
      return;
    }
    Compared.Round first = rounds.get(0);
    List<Compared.Round> rest = rounds.subList(1, rounds.size());
    look.value(first.domain(), env).map(Evaluator::elements).orElse(List.of()).stream()
        .limit(ELEMENTS_MAX)
        .forEach(each -> look(compared, rest, env.with(first.variable(), each), look));
  }

  private void compare(Compared compared, Env env, WorldLook look) {
    String where = TermWritten.of(compared.comparison());
    for (Term term : compared.with()) {
      look.value(term, env).ifPresent(value -> found.accept(value, where));
    }
    if (compared.with().isEmpty()) {
      turn(compared.comparison(), env, look).ifPresent(value -> found.accept(value, where));
    }
  }

  /** Where the parameter is a part of a computation: the last value before the answer changes. */
  private Optional<Value> turn(Term.Binary comparison, Env env, WorldLook look) {
    Truth first = truth(comparison, env, look, low);
    if (first == Truth.UNKNOWN || first == truth(comparison, env, look, high)) {
      return Optional.empty();
    }
    long same = low;
    long other = high;
    while (other - same > 1) {
      long middle = same + (other - same) / 2;
      if (truth(comparison, env, look, middle) == first) {
        same = middle;
      } else {
        other = middle;
      }
    }
    return Optional.of(line.of(same));
  }

  private Truth truth(Term.Binary comparison, Env env, WorldLook look, long place) {
    return look.truth(comparison, env.with(parameter, line.of(place)));
  }
}
