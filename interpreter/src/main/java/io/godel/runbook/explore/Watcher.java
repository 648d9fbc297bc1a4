package io.godel.runbook.explore;

import io.godel.runbook.backend.Call;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.State;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldLook;
import io.godel.runbook.types.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at the world whenever something happened in a run, by itself and not by what is told. */
final class Watcher implements Simulation.Onlooker {
  /** What is so at more moments than these is looked into at the first of them and at the last. */
  private static final int MOMENTS_MAX = 5;

  private final Plan plan;
  private final Evaluator evaluator;
  private final Map<String, List<String>> guards;
  private final Map<String, Truth> guarded = new HashMap<>();
  private final Map<Violation, List<Suspect>> suspects = new LinkedHashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private final Reached reached = new Reached();
  private final Misfortunes misfortunes = new Misfortunes();
  private final Refusals refusals = new Refusals();
  private final Set<Call> looks = new LinkedHashSet<>();
  private Env settings = Env.EMPTY;

  /**
   * What was seen, and when; it may have come without the run.
   *
   * @param settings what the names of the runbook stood for
   */
  record Suspect(
      Violation violation, Instant at, Optional<Plan.Invariant> invariant, Env settings) {}

  /**
   * @param guards of each acting call, by their nodes in the plan
   */
  Watcher(Plan plan, Map<String, List<String>> guards) {
    this.plan = plan;
    this.guards = guards;
    this.evaluator = new Evaluator(plan.library());
  }

  @Override
  public void told(Instant at, Notice notice, State state, World world) {
    reached.add(notice);
    refusals.hear(notice, state, violations);
    if (notice instanceof Notice.Guarded it) {
      guarded.put(it.node(), it.truth());
    } else if (notice instanceof Notice.CallStarted call) {
      demandGuards(call);
    }
    if (notice instanceof Notice.TaskDone) {
      misfortunes.wordGiven();
    }
    if (changes(notice)) {
      settings = state.settings();
      look(at, world);
    }
  }

  @Override
  public void calls(Call call, World world) {
    misfortunes.see(call, world);
  }

  private static boolean changes(Notice notice) {
    return notice instanceof Notice.CallStarted
        || notice instanceof Notice.CallEnded
        || notice instanceof Notice.StepEnded
        || notice instanceof Notice.ApprovalDecided
        || notice instanceof Notice.PollEnded
        || notice instanceof Notice.RunEnded;
  }

  private void demandGuards(Notice.CallStarted call) {
    for (String guard : guards.getOrDefault(call.node(), List.of())) {
      if (guarded.get(guard) != Truth.TRUE) {
        violations.add(new Violation(Violation.Kind.UNGUARDED, call.node() + " after " + guard));
      }
    }
  }

  private void look(Instant at, World world) {
    WorldLook look = new WorldLook(world, evaluator, looks::add);
    for (Plan.Invariant invariant : plan.invariants()) {
      if (look.truth(invariant.condition(), settings) == Truth.FALSE) {
        String condition = TermWritten.of(invariant.condition());
        suspect(
            new Violation(Violation.Kind.INVARIANT, what(invariant), Optional.of(condition)),
            at,
            Optional.of(invariant));
      }
    }
    if (world.postgres().writers().size() > 1) {
      String both = String.join(" and ", world.postgres().writers());
      suspect(new Violation(Violation.Kind.TWO_WRITERS, both), at, Optional.empty());
    }
  }

  private static String what(Plan.Invariant invariant) {
    return invariant.what() instanceof Term.Chars chars
        ? chars.value()
        : TermWritten.of(invariant.what());
  }

  private void suspect(Violation violation, Instant at, Optional<Plan.Invariant> invariant) {
    List<Suspect> moments = suspects.computeIfAbsent(violation, key -> new ArrayList<>());
    if (moments.size() == MOMENTS_MAX) {
      moments.remove(MOMENTS_MAX - 1);
    }
    moments.add(new Suspect(violation, at, invariant, settings));
  }

  /** What was certainly the run's own doing. */
  List<Violation> violations() {
    return violations;
  }

  List<Suspect> suspects() {
    return suspects.values().stream().flatMap(List::stream).toList();
  }

  /** What it asked the world for the runbook's invariants, each once. */
  Set<Call> looks() {
    return looks;
  }

  Misfortunes misfortunes() {
    return misfortunes;
  }

  Reached reached() {
    return reached;
  }

  Env settings() {
    return settings;
  }
}
