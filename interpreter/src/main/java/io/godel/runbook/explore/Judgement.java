package io.godel.runbook.explore;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.application.Application;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.PlanNodes;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldAlone;
import io.godel.runbook.simulation.WorldFacts;
import io.godel.runbook.simulation.WorldLook;
import io.godel.runbook.types.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what was wrong with a run, by the world and the calls and not by what the run tells. */
final class Judgement {
  private final Origin origin;
  private final Setting setting;
  private final Story story;
  private final Simulation.Result run;
  private final Watcher watcher;

  Judgement(Origin origin, Story story, Simulation.Result run, Watcher watcher) {
    this.origin = origin;
    this.setting = origin.setting();
    this.story = story;
    this.run = run;
    this.watcher = watcher;
  }

  List<Violation> violations() {
    List<Violation> all = new ArrayList<>(watcher.violations());
    suspects(all);
    repeated(all);
    success(all);
    restored(all);
    broken(all);
    return all;
  }

  private void suspects(List<Violation> all) {
    if (!watcher.suspects().isEmpty()) {
      all.addAll(new Blame(setting.plan(), this::without).of(watcher.suspects()));
    }
  }

  /** What happened comes so much later. */
  private WorldAlone without(Duration later) {
    List<Simulation.Happened> shifted =
        run.happened().stream()
            .map(it -> new Simulation.Happened(it.at().plus(later), it.change()))
            .toList();
    return new WorldAlone(origin.world(), shifted);
  }

  private WorldLook look(World world) {
    return new WorldLook(world, new Evaluator(setting.plan().library()));
  }

  private void repeated(List<Violation> all) {
    Set<List<Object>> done = new HashSet<>();
    for (Simulation.Called called : run.calls()) {
      Call call = called.call();
      if (call.acts() && !isIdempotent(call) && story.tookEffect(called)) {
        String node = call.id().substring(0, call.id().lastIndexOf('@'));
        if (!done.add(List.of(node, call.arguments()))) {
          all.add(new Violation(Violation.Kind.REPEATED, call.action() + " in " + node));
        }
      }
    }
  }

  private boolean isIdempotent(Call call) {
    return setting
        .plan()
        .library()
        .action(call.action())
        .orElseThrow(() -> new AssertionError(call.action()))
        .idempotent();
  }

  private void success(List<Violation> all) {
    if (run.ending().kind() != Ending.Kind.RECOVERED) {
      return;
    }
    boolean works = run.world().application().map(Application::works).orElse(true);
    if (!works && story.changesNothing()) {
      all.add(new Violation(Violation.Kind.FALSE_SUCCESS, "the application does not work"));
    }
    for (Node node : PlanNodes.inside(setting.plan().recovered())) {
      if (node instanceof Node.Verify verify && isFalse(verify.condition())) {
        all.add(new Violation(Violation.Kind.FALSE_SUCCESS, verify.id()));
      }
    }
  }

  private boolean isFalse(Term condition) {
    Instant end = run.world().time().now();
    Env settings = watcher.settings();
    return look(run.world()).truth(condition, settings) == Truth.FALSE
        && !LastMoment.held(origin, story, end, condition, settings);
  }

  private void broken(List<Violation> all) {
    boolean left = Reached.needsPerson(run.ending());
    if (left && story.events().isEmpty() && !setting.leavesBroken()) {
      all.add(new Violation(Violation.Kind.LEFT_BROKEN, run.ending().reason()));
    }
  }

  private void restored(List<Violation> all) {
    if (run.ending().kind() != Ending.Kind.WORLD_AS_BEFORE) {
      return;
    }
    World without = without(Duration.ZERO).at(run.world().time().now());
    Stream<WorldFacts.Change> told =
        WorldFacts.of(without).until(WorldFacts.of(run.world())).stream();
    // Where pods run in one of both worlds only, that is for others to judge.
    Stream<WorldFacts.Change> inUse =
        WorldFacts.inUse(without).until(WorldFacts.inUse(run.world())).stream()
            .filter(WorldFacts.Change::isOther);
    String changes =
        Stream.concat(told, inUse)
            .map(WorldFacts.Change::toString)
            .collect(Collectors.joining("; "));
    if (!changes.isEmpty()) {
      all.add(new Violation(Violation.Kind.NOT_RESTORED, changes));
    }
  }
}
