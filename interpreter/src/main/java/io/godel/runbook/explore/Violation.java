package io.godel.runbook.explore;

import java.util.Optional;

/**
 * Something that must never be and was.
 *
 * @param kind what kind of promise is broken
 * @param what the promise, or what broke it; the same for the same fault of the runbook
 * @param expectation the condition that has to hold, as it is written in the language
 */
public record Violation(Kind kind, String what, Optional<String> expectation) {
  Violation(Kind kind, String what) {
    this(kind, what, Optional.empty());
  }

  /** What holds in every run. */
  public enum Kind {
    /** An invariant of the runbook does not hold, and would hold without the run. */
    INVARIANT("an invariant of the runbook is broken"),
    /** More than one server of a cluster takes writes, and would not without the run. */
    TWO_WRITERS("two servers take writes"),
    /** It says that the platform works again, and it does not. */
    FALSE_SUCCESS("it ends as recovered, and the platform is not"),
    /** It says that the world is as before, and it is not. */
    NOT_RESTORED("it ends with the world as before, and something is another"),
    /** A call that is not idempotent took effect twice. */
    REPEATED("a call took effect twice that must not"),
    /** A call acted although a guard before it had not held. */
    UNGUARDED("it acted although a guard did not hold"),
    /** Somebody said no to a step, and what it did stays done. */
    AGAINST_A_NO("somebody said no, and it is done"),
    /** Nothing else went wrong, and it ends in a changed world that no drill expects. */
    LEFT_BROKEN("it leaves a changed world to a person although nothing else goes wrong"),
    /** The interpreter failed: a fault of ours. */
    CRASHED("the interpreter failed");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }

  @Override
  public String toString() {
    return kind.sentence() + ": " + what;
  }
}
