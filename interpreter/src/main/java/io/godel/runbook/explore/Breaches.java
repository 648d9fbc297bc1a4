package io.godel.runbook.explore;

import io.godel.runbook.backend.Call;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.State;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.explore.Retelling.Happening;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldLook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds in a story that is told again from when until when something was that must never be. */
final class Breaches {
  private final Plan plan;
  private final Evaluator evaluator;
  private final Collection<Violation> violations;
  private final Set<Violation> broken = new HashSet<>();
  private final Map<String, Truth> guarded = new HashMap<>();

  /**
   * @param violations that the story is known to show
   */
  Breaches(Setting setting, Collection<Violation> violations) {
    this.plan = setting.plan();
    this.evaluator = new Evaluator(plan.library());
    this.violations = List.copyOf(violations);
  }

  /** What of it begins or ends with that. */
  List<Happening> see(Notice notice, State state, World world) {
    if (notice instanceof Notice.Guarded it) {
      guarded.put(it.node(), it.truth());
    }
    List<Happening> changes = new ArrayList<>();
    for (Violation violation : violations) {
      boolean now =
          switch (violation.kind()) {
            case INVARIANT -> isBroken(violation, state, world);
            case TWO_WRITERS ->
                world.postgres().writers().size() > 1
                    && violation.what().equals(String.join(" and ", world.postgres().writers()));
            case UNGUARDED -> broken.contains(violation) || isUnguarded(violation, notice);
            case AGAINST_A_NO ->
                broken.contains(violation)
                    || notice instanceof Notice.ApprovalDecided it
                        && !it.approved()
                        && it.step().equals(violation.what());
            case FALSE_SUCCESS, NOT_RESTORED, LEFT_BROKEN -> notice instanceof Notice.RunEnded;
            case REPEATED, CRASHED -> false;
          };
      if (now && broken.add(violation)) {
        changes.add(new Retelling.Broken(violation, Optional.empty()));
      } else if (!now && broken.remove(violation)) {
        changes.add(new Retelling.Mended(violation));
      }
    }
    return changes;
  }

  private boolean isBroken(Violation violation, State state, World world) {
    return plan.invariants().stream()
        .filter(it -> violation.expectation().equals(Optional.of(TermWritten.of(it.condition()))))
        .anyMatch(
            it ->
                new WorldLook(world, evaluator).truth(it.condition(), state.settings())
                    == Truth.FALSE);
  }

  private boolean isUnguarded(Violation violation, Notice notice) {
    if (!(notice instanceof Notice.CallStarted call)) {
      return false;
    }
    String before = call.node() + " after ";
    return violation.what().startsWith(before)
        && guarded.get(violation.what().substring(before.length())) != Truth.TRUE;
  }

  /** The calls that took effect once more, and what that breaks. */
  Map<String, Violation> repeated(Simulation.Result run, Story story) {
    Map<String, Violation> again = new LinkedHashMap<>();
    Set<List<Object>> done = new HashSet<>();
    for (Simulation.Called called : run.calls()) {
      Call call = called.call();
      String node = call.id().substring(0, call.id().lastIndexOf('@'));
      boolean second =
          call.acts() && story.tookEffect(called) && !done.add(List.of(node, call.arguments()));
      if (second) {
        violations.stream()
            .filter(it -> it.kind() == Violation.Kind.REPEATED)
            .filter(it -> it.what().equals(call.action() + " in " + node))
            .forEach(it -> again.put(call.id(), it));
      }
    }
    return again;
  }
}
