package io.godel.runbook.plan;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How long a plan and its parts can take at most.
 *
 * <p>The whole is: the look at the world, the choosing, the longest scenario with the others that
 * it turns to and with all undo, the recovery check, and the invariants at both ends.
 */
public final class PlanBounds {
  private final Plan plan;
  private final Bounds bounds;
  private final UndoBounds undo;

  private PlanBounds(Plan plan, boolean answered) {
    this.plan = plan;
    this.bounds = new Bounds(plan.library(), plan.invariants(), answered);
    this.undo = new UndoBounds(bounds);
  }

  /** Whatever happens. */
  public static PlanBounds of(Plan plan) {
    return new PlanBounds(plan, false);
  }

  /** As long as every call gets its answer, so that nobody has to find out what became of it. */
  public static PlanBounds answered(Plan plan) {
    return new PlanBounds(plan, true);
  }

  public Duration whole() {
    Duration choosing =
        plan.scenarios().stream()
            .map(Plan.Scenario::when)
            .flatMap(Optional::stream)
            .map(bounds::longest)
            .reduce(Duration.ZERO, Duration::plus);
    Duration longest =
        plan.scenarios().stream()
            .map(scenario -> of(scenario.name()))
            .reduce(Duration.ZERO, Bounds::max);
    return of(plan.settings())
        .plus(of(plan.assess()))
        .plus(choosing)
        .plus(longest)
        .plus(of(plan.recovered()))
        .plus(bounds.invariants().multipliedBy(2));
  }

  /** The way forward. */
  public Duration of(List<Node> nodes) {
    return bounds.of(nodes);
  }

  /** A scenario, the longest of those that it turns to, and the undo of all of them. */
  public Duration of(String scenario) {
    return of(scenario, Set.of());
  }

  private Duration of(String name, Set<String> before) {
    Optional<Plan.Scenario> scenario = plan.scenario(name);
    if (scenario.isEmpty() || before.contains(name)) {
      return Duration.ZERO;
    }
    List<Node> body = scenario.get().body();
    Set<String> chain = new LinkedHashSet<>(before);
    chain.add(name);
    Set<String> others = new TreeSet<>();
    new NodeTerms(term -> {}, act -> {}, others::add).all(body);
    Duration longest =
        others.stream().map(other -> of(other, chain)).reduce(Duration.ZERO, Bounds::max);
    return of(body).plus(undo.of(body)).plus(longest);
  }
}
