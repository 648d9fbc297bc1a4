package io.godel.runbook.explore;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.eval.Truth;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of a plan runs came to, and what its conditions were found to be. */
public final class Reached {
  private final Set<String> nodes = new TreeSet<>();
  private final Map<String, Set<Truth>> conditions = new TreeMap<>();
  private final Map<String, Set<Notice.StepState>> steps = new TreeMap<>();
  private final Set<String> scenarios = new TreeSet<>();
  private final Set<String> unhandled = new TreeSet<>();
  private final Set<String> failed = new TreeSet<>();
  private boolean told;

  /** Takes in what a run told. */
  public void add(Notice notice) {
    nodes.add(notice.node());
    if (notice instanceof Notice.Guarded it) {
      condition(it.node(), it.truth());
    } else if (notice instanceof Notice.Warned it) {
      condition(it.node(), it.truth());
    } else if (notice instanceof Notice.PollEnded it) {
      condition(it.node(), it.truth());
    } else if (notice instanceof Notice.StepEnded it) {
      steps
          .computeIfAbsent(it.step(), key -> EnumSet.noneOf(Notice.StepState.class))
          .add(it.state());
      if (it.state() == Notice.StepState.FAILED) {
        failed.add(it.step());
      }
    } else if (notice instanceof Notice.ScenarioChosen it) {
      scenarios.add(it.scenario());
    } else if (notice instanceof Notice.Escalated || notice instanceof Notice.AbortAsked) {
      told = true;
    } else if (notice instanceof Notice.RunEnded it && needsPerson(it.ending()) && !told) {
      unhandled.addAll(failed);
    }
  }

  static boolean needsPerson(Ending ending) {
    return ending.kind() == Ending.Kind.NOT_VERIFIED || ending.kind() == Ending.Kind.UNKNOWN;
  }

  private void condition(String node, Truth truth) {
    conditions.computeIfAbsent(node, key -> EnumSet.noneOf(Truth.class)).add(truth);
  }

  /** Takes in what another run reached. */
  void add(Reached other) {
    nodes.addAll(other.nodes);
    scenarios.addAll(other.scenarios);
    other.conditions.forEach((node, truths) -> truths.forEach(truth -> condition(node, truth)));
    other.steps.forEach(
        (step, states) ->
            steps
                .computeIfAbsent(step, key -> EnumSet.noneOf(Notice.StepState.class))
                .addAll(states));
  }

  public boolean node(String id) {
    return nodes.contains(id);
  }

  public Set<Truth> condition(String node) {
    return conditions.getOrDefault(node, Set.of());
  }

  public Set<Notice.StepState> step(String name) {
    return steps.getOrDefault(name, Set.of());
  }

  /** Steps that failed in a run which left the world to a person and told nobody. */
  public Set<String> unhandled() {
    return Collections.unmodifiableSet(unhandled);
  }

  public boolean scenario(String name) {
    return scenarios.contains(name);
  }
}
