package io.godel.runbook.outlook;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.eval.Explanation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.value.Value;
import java.util.Optional;

/** One thing that came out when a plan was gone through without doing it. */
public sealed interface Finding {
  /** The node of the plan that it belongs to. */
  String node();

  /** A part of the plan begins: all findings up to the next one belong to it. */
  record Part(String node, Kind kind, String name, String title) implements Finding {
    /** What a part of a plan can be. */
    public enum Kind {
      ASSESSMENT,
      SCENARIO,
      STEP,
      RECOVERY_CHECK
    }
  }

  record Seen(String node, String name, Value value) implements Finding {}

  /**
   * The target gave no answer, or one that the runbook cannot go on with.
   *
   * @param code as a backend says it, for example {@code not_found} or {@code forbidden}
   */
  record NotSeen(String node, String name, String code, String reason) implements Finding {}

  /** Something that can only be looked at when a step before it has acted. */
  record NotYet(String node, String what, String reason) implements Finding {}

  /**
   * A condition as it stands now.
   *
   * @param failure the code of the look that failed, where the truth is unknown for that reason
   */
  record Condition(
      String node,
      Use use,
      String what,
      Truth truth,
      Explanation explanation,
      Optional<String> failure)
      implements Finding {
    /** What the condition is there for. */
    public enum Use {
      WHEN,
      GUARD,
      WARN,
      INVARIANT,
      BRANCH,
      /** It has to come true after something was done, so that it says little before. */
      VERIFY,
      AWAIT
    }
  }

  /**
   * An acting call: what it would be, and what the server said when it was asked without doing it.
   *
   * @param answer empty where nobody was asked
   * @param diff what it would change, line by line; empty for not known
   */
  record Act(String node, String shown, Optional<Outcome> answer, String diff) implements Finding {}

  /** A person would be asked. */
  record Person(String node, String what, String role) implements Finding {}

  /** Where it is not known which way the plan goes, both are gone through. */
  record Fork(String node, boolean way) implements Finding {}
}
