package io.godel.runbook.explore;

import io.godel.runbook.engine.Notice;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanNodes;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of a plan the stories of all worlds came to.
 *
 * @param scenarios that were never chosen
 * @param steps that never began
 * @param guards that held in every story, so that the outcomes are the same without them
 * @param undos steps that did something and whose undo was never needed
 * @param unhandled steps that failed in a story which left the world to a person and told nobody
 * @param reached how many parts of the plan ran, of how many
 * @param seen the same and more, each kind of thing for itself, as it is told of drills
 */
public record Coverage(
    List<String> scenarios,
    List<String> steps,
    List<Node.Guard> guards,
    List<String> undos,
    Map<String, Place> unhandled,
    long reached,
    long parts,
    PartsSeen seen) {
  private static final Set<Notice.StepState> TAKEN_BACK =
      EnumSet.of(Notice.StepState.UNDONE, Notice.StepState.UNDO_FAILED);

  /** A story in a world. */
  public record Place(String world, Story story) {}

  public Coverage {
    scenarios = List.copyOf(scenarios);
    steps = List.copyOf(steps);
    guards = List.copyOf(guards);
    undos = List.copyOf(undos);
    unhandled = Collections.unmodifiableMap(new TreeMap<>(unhandled));
  }

  public static Coverage of(Plan plan, List<Exploration> worlds) {
    Reached all = new Reached();
    worlds.forEach(world -> all.add(world.reached()));
    return of(plan, all, unhandled(worlds));
  }

  private static Coverage of(Plan plan, Reached all, Map<String, Place> unhandled) {
    List<Node> parts = PlanNodes.all(plan).stream().filter(Coverage::tellsOfItself).toList();
    return new Coverage(
        plan.scenarios().stream()
            .map(Plan.Scenario::name)
            .filter(name -> !all.scenario(name))
            .toList(),
        steps(parts).filter(it -> !began(it, all)).map(Node.Step::name).toList(),
        parts.stream()
            .filter(Node.Guard.class::isInstance)
            .map(Node.Guard.class::cast)
            .filter(guard -> all.condition(guard.id()).equals(EnumSet.of(Truth.TRUE)))
            .toList(),
        steps(parts)
            .filter(it -> it.undo() instanceof Node.Compensate && began(it, all))
            .filter(it -> all.step(it.name()).stream().noneMatch(TAKEN_BACK::contains))
            .map(Node.Step::name)
            .toList(),
        unhandled,
        parts.stream().filter(it -> ran(it, all)).count(),
        parts.size(),
        PartsSeen.of(plan, all));
  }

  private static Map<String, Place> unhandled(List<Exploration> worlds) {
    Map<String, Place> places = new TreeMap<>();
    for (Exploration world : worlds) {
      world
          .unhandled()
          .forEach((step, story) -> places.putIfAbsent(step, new Place(world.world(), story)));
    }
    return places;
  }

  private static Stream<Node.Step> steps(List<Node> parts) {
    return parts.stream().filter(Node.Step.class::isInstance).map(Node.Step.class::cast);
  }

  private static boolean began(Node.Step step, Reached all) {
    return !all.step(step.name()).isEmpty();
  }

  private static boolean ran(Node part, Reached all) {
    return part instanceof Node.Step step ? began(step, all) : all.node(part.id());
  }

  /** What only leads to others says nothing when it is reached. */
  private static boolean tellsOfItself(Node node) {
    return !(node instanceof Node.Branch
        || node instanceof Node.Loop
        || node instanceof Node.Parallel
        || node instanceof Node.Sequence
        || node instanceof Node.Abort);
  }
}
