package io.godel.runbook.explore;

import io.godel.runbook.backend.Outcome;
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
  private final Map<String, Set<Fate>> fates = new TreeMap<>();
  private final Map<String, Set<Answer>> answers = new TreeMap<>();
  private final Set<String> undos = new TreeSet<>();
  private final Set<String> handlers = new TreeSet<>();
  private boolean told;

  /** What can come of an acting call other than that it is done. */
  public enum Fate {
    /** It was certainly not done. */
    REFUSED,
    /** No answer came, and later it was found out what became of it. */
    NO_ANSWER,
    /** No answer came, and nobody found out. */
    IN_DOUBT
  }

  /** What a person can say. */
  public enum Answer {
    YES,
    NO,
    NO_ANSWER
  }

  /** Takes in what a run told. */
  public void add(Notice notice) {
    nodes.add(notice.node());
    if (notice instanceof Notice.Guarded it) {
      condition(it.node(), it.truth());
    } else if (notice instanceof Notice.Warned it) {
      condition(it.node(), it.truth());
    } else if (notice instanceof Notice.PollEnded it) {
      condition(it.node(), it.truth());
    } else if (notice instanceof Notice.WayTaken it) {
      condition(it.node(), it.truth());
    } else if (notice instanceof Notice.RoundsCounted it) {
      condition(it.node(), Truth.of(it.rounds() > 0));
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
    } else {
      trouble(notice);
    }
  }

  private void trouble(Notice notice) {
    if (notice instanceof Notice.CallEnded it && it.outcome() instanceof Outcome.NotDone) {
      fate(it.node(), Fate.REFUSED);
    } else if (notice instanceof Notice.DoubtResolved it) {
      fate(it.node(), it.tookEffect() == Truth.UNKNOWN ? Fate.IN_DOUBT : Fate.NO_ANSWER);
    } else if (notice instanceof Notice.ApprovalDecided it) {
      Answer answer = it.approved() ? Answer.YES : it.isAnswered() ? Answer.NO : Answer.NO_ANSWER;
      answers.computeIfAbsent(it.node(), key -> EnumSet.noneOf(Answer.class)).add(answer);
    } else if (notice instanceof Notice.UndoStarted) {
      undos.add(notice.node());
    } else if (notice instanceof Notice.FailureHandled) {
      handlers.add(notice.node());
    }
  }

  private void fate(String node, Fate fate) {
    fates.computeIfAbsent(node, key -> EnumSet.noneOf(Fate.class)).add(fate);
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
    other.fates.forEach((node, all) -> all.forEach(fate -> fate(node, fate)));
    other.answers.forEach(
        (node, all) ->
            answers.computeIfAbsent(node, key -> EnumSet.noneOf(Answer.class)).addAll(all));
    undos.addAll(other.undos);
    handlers.addAll(other.handlers);
  }

  /** What came of an acting call besides that it was done. */
  Set<Fate> fate(String node) {
    return fates.getOrDefault(node, Set.of());
  }

  /** What people said to a question. */
  Set<Answer> answer(String node) {
    return answers.getOrDefault(node, Set.of());
  }

  /** Whether a step was taken back, by its node. */
  boolean undo(String step) {
    return undos.contains(step);
  }

  /** Whether the failure of a step was handled as its author wants, by its node. */
  boolean handler(String step) {
    return handlers.contains(step);
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
