package io.godel.runbook.engine;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.eval.Explanation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Something that happened in a run, in the past tense, for people, reports and drills.
 *
 * <p>Nothing in the engine depends on a notice; they follow from the inputs.
 */
public sealed interface Notice {
  /** The node of the plan that it belongs to; the run's name where it belongs to none. */
  String node();

  record RunStarted(String node, String run, String startedBy, Instant at) implements Notice {}

  record PhaseStarted(String node, Phase phase) implements Notice {}

  /** The parts of a run, in order. */
  enum Phase {
    ASSESSMENT,
    RESPONSE,
    RECOVERY_CHECK,
    COMPENSATION
  }

  record Observed(String node, String name, Value value) implements Notice {}

  /** An observation failed: what depends on it is not known. */
  record ObservationFailed(String node, String name, String reason) implements Notice {}

  /** Whether a scenario's condition holds, with the values that decided. */
  record ScenarioConsidered(String node, String scenario, Truth truth, Explanation explanation)
      implements Notice {}

  record ScenarioChosen(String node, String scenario, String why) implements Notice {}

  record StepStarted(String node, String step, String title, int attempt) implements Notice {}

  record StepEnded(String node, String step, StepState state, String reason) implements Notice {}

  /** What can become of a step. */
  enum StepState {
    PENDING,
    RUNNING,
    DONE,
    SKIPPED,
    FAILED,
    UNDONE,
    UNDO_FAILED,
    KEPT,
    IN_DOUBT
  }

  /** A step has failed, and what its author wants done after that begins. */
  record FailureHandled(String node, String step) implements Notice {}

  /** Which way a branch goes; where its condition is not known the run cannot go on. */
  record WayTaken(String node, Truth truth) implements Notice {}

  /** What a loop goes through was looked at. */
  record RoundsCounted(String node, int rounds) implements Notice {}

  record Guarded(String node, String why, Truth truth, Explanation explanation) implements Notice {}

  record Warned(String node, String why, Truth truth, Explanation explanation) implements Notice {}

  record EvidenceMade(String node, Value.Evidence evidence) implements Notice {}

  /** An effect touched what the evidence speaks of. */
  record EvidenceDied(String node, Value.Evidence evidence, String because) implements Notice {}

  record ApprovalAsked(String node, Command.Approval approval) implements Notice {}

  /**
   * @param seen lines that they were shown besides the request
   * @param after how long they took
   */
  record ApprovalDecided(
      String node,
      String step,
      boolean approved,
      String by,
      String reason,
      List<String> seen,
      Duration after)
      implements Notice {
    /** Who decided when nobody did. */
    static final String NOBODY = "nobody";

    /** Whether somebody said yes or no in time. */
    public boolean isAnswered() {
      return !by.equals(NOBODY);
    }
  }

  record TaskAsked(String node, Command.Task task) implements Notice {}

  record TaskDone(String node, String by, Map<String, Value> answers) implements Notice {}

  record CallStarted(
      String node,
      String call,
      String action,
      Map<String, Value> arguments,
      String shown,
      int attempt)
      implements Notice {}

  record CallEnded(String node, String call, String action, Outcome outcome, Duration took)
      implements Notice {}

  /** The probe's answer, or a person's, about a call whose outcome was unknown. */
  record DoubtResolved(String node, String call, Truth tookEffect, String how) implements Notice {}

  record RetryPlanned(String node, int attempt, Duration pause, String because) implements Notice {}

  /** A condition is looked at again and again. */
  record PollStarted(String node, Waiting waiting, String what, Duration within, Duration every)
      implements Notice {}

  /** Why a condition is waited for. */
  enum Waiting {
    /** It shows that something worked. */
    VERIFY,
    /** Something else has to happen first. */
    AWAIT
  }

  /** One look at a condition that is polled. */
  record Polled(String node, int look, Truth truth, Explanation explanation) implements Notice {}

  record PollEnded(String node, String what, Truth truth, Duration after, Explanation explanation)
      implements Notice {}

  record InvariantChecked(String node, String what, Truth truth, Explanation explanation)
      implements Notice {}

  record BarrierPassed(String node, String step, String because) implements Notice {}

  record UndoStarted(String node, String step) implements Notice {}

  record Escalated(String node, String to, String with) implements Notice {}

  record AbortAsked(String node, String by, String reason) implements Notice {}

  record RunInterrupted(String node, String by) implements Notice {}

  record RunResumed(String node, String by) implements Notice {}

  record RunEnded(String node, Ending ending, Duration took) implements Notice {}
}
