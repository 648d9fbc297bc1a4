package io.godel.runbook.engine;

/**
 * Why a piece of a run did not come to its end.
 *
 * @param node of the plan where it began
 * @param reason one sentence
 */
record Failure(Kind kind, String node, String reason) {

  enum Kind {
    /** A call was refused, a verification did not come true, something could not be seen. */
    FAILED,
    /** The step took longer than it may. */
    TIMED_OUT,
    /** A guard did not hold, a person said no, the author wrote {@code abort}. */
    REFUSED,
    /** The step is to be left out. */
    SKIPPED,
    /** Another scenario is to be taken; the reason is its name. */
    OTHER_SCENARIO,
    /** The author hands over to a person: nothing is undone. */
    ESCALATED,
    /** Nobody knows whether a call took effect. */
    IN_DOUBT,
    /** An invariant does not hold. */
    INVARIANT
  }

  /** Whether trying the step once more could help. */
  boolean canBeRetried() {
    return kind == Kind.FAILED || kind == Kind.TIMED_OUT;
  }
}
